import { NOT_ERASED } from "./not-erased-sql.ts";
import { ORDER_COLUMNS } from "./order-columns.ts";

const NAMES = ORDER_COLUMNS.join(", ");
const VALUES = ORDER_COLUMNS.map((name) =>
  name === "customer_id" ? "coalesce(merged.to_customer_id, incoming.customer_id)" : `incoming.${name}`,
).join(", ");
const CHANGES = ORDER_COLUMNS.filter((name) => name !== "id").map((name) => `${name} = excluded.${name}`).join(", ");

/** Who had the order until now may have been merged into who has it from now on: follow-merges.server.ts asks. */
const FORMER_CUSTOMERS = `CASE
  WHEN known.customer_id <> excluded.customer_id THEN known.former_customer_ids || known.customer_id
  ELSE known.former_customer_ids
END`;

/**
 * Takes orders into the ledger: of each, the newest version wins, whatever the order in which versions come; that there
 * is none any more is the newest where Shopify said so after it gave the others. A merged customer's orders go to the
 * survivor, and what a redaction has erased does not come back. Run it while holding merges, deletions and redactions
 * still (ledger-lock.repo.server.ts).
 *
 * @param source what has the rows: a table or a function with the columns ORDER_COLUMNS; $1 is the shop
 */
export function mergeOrdersSql(source: string): string {
  return `
    INSERT INTO orders AS known (shop_id, ${NAMES})
    SELECT DISTINCT ON (incoming.id) $1::bigint, ${VALUES}
    FROM ${source} AS incoming
    LEFT JOIN customer_merges AS merged ON merged.shop_id = $1 AND merged.from_customer_id = incoming.customer_id
    LEFT JOIN gone_orders AS gone ON gone.shop_id = $1 AND gone.order_id = incoming.id
    WHERE (gone.seen_at IS NULL OR gone.seen_at < incoming.read_at) AND ${NOT_ERASED}
    ORDER BY incoming.id, incoming.updated_at DESC
    ON CONFLICT (shop_id, id) DO UPDATE SET ${CHANGES}, former_customer_ids = ${FORMER_CUSTOMERS}
    WHERE (known.updated_at, known.read_at) <= (excluded.updated_at, excluded.read_at)`;
}
