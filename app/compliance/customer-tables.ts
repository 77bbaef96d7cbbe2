type CustomerTable = {
  /** Columns that hold a customer's id. */
  customer: readonly string[];
  /** The column that holds an order's. */
  order?: string;
  /** Left out of what a customer is told: it repeats the rest, or is of others. */
  untold?: readonly string[];
  /** How a redaction treats a row; `marks` goes last, when nothing of ours is left on the customer in Shopify. */
  erase: "row" | "customer" | "marks";
};

/**
 * Everywhere that a customer or an order of theirs stands, the queue aside: what a data request tells and what a
 * redaction erases. A test holds the list to the database's catalogue.
 */
export const CUSTOMER_TABLES = {
  // Who had an order before is somebody else.
  orders: { customer: ["customer_id"], order: "id", untold: ["former_customer_ids"], erase: "row" },
  unread_orders: { customer: [], order: "order_id", erase: "row" },
  gone_orders: { customer: [], order: "order_id", erase: "row" },
  customer_merges: { customer: ["from_customer_id", "to_customer_id"], erase: "row" },
  // A number for the tier and the stage, which stand beside it.
  customer_scores: { customer: ["customer_id"], untold: ["segment"], erase: "row" },
  scored_meanwhile: { customer: ["customer_id"], erase: "row" },
  customer_origins: { customer: ["customer_id"], erase: "row" },
  segment_moves: { customer: ["customer_id"], erase: "row" },
  customer_opt_outs: { customer: ["customer_id"], erase: "row" },
  hand_changes: { customer: ["customer_id"], erase: "row" },
  customer_writes: { customer: ["customer_id"], erase: "marks" },
  written_before: { customer: ["customer_id"], erase: "row" },
  planned_writes: { customer: ["customer_id"], erase: "marks" },
  // That somebody looked stays on record; at whom does not.
  customer_accesses: { customer: ["customer_id"], erase: "customer" },
  data_requests: { customer: ["customer_id"], untold: ["answer"], erase: "row" },
} as const satisfies Record<string, CustomerTable>;

export type CustomerTableName = keyof typeof CUSTOMER_TABLES;

/** The list as pairs of name and description. */
export const TABLES = Object.entries(CUSTOMER_TABLES) as [CustomerTableName, CustomerTable][];

/** Which rows of a table are the customer's: $1 is the shop, $2 the customer's ids, $3 the ids of their orders. */
export function ofCustomer({ customer, order }: CustomerTable): string {
  const matches = customer.map((column) => `${column} = ANY($2::bigint[])`);
  if (order !== undefined) matches.push(`${order} = ANY($3::bigint[])`);
  return `shop_id = $1 AND (${matches.join(" OR ")})`;
}
