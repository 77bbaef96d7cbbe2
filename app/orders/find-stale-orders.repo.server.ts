import type { ShopTransaction } from "../db/with-shop.server.ts";

/** An order as Shopify lists it. */
export type ListedOrder = { id: bigint; updatedAt: Date };

export type StaleOrder = {
  id: bigint;
  /** No event had told of it: false where it may only have been read too early. */
  missed: boolean;
};

/**
 * Of the orders that Shopify lists those whose listed state is not known to be in the ledger. Versions count whole
 * seconds, and more may have happened in the one in which an order was read.
 *
 * @param customerId whose orders they are, where that is what was asked: a merge need not change an order's version
 */
export function findStaleOrders(
  tx: ShopTransaction,
  shopId: bigint,
  listed: readonly ListedOrder[],
  customerId: bigint | null = null,
): Promise<StaleOrder[]> {
  return tx.$queryRaw<StaleOrder[]>`
    SELECT listed.id, (known.id IS NULL OR known.updated_at < listed.updated_at
      OR (${customerId}::bigint IS NOT NULL AND known.customer_id IS DISTINCT FROM ${customerId}::bigint)) AS missed
    FROM unnest(${listed.map(({ id }) => id)}::bigint[], ${listed.map(({ updatedAt }) => updatedAt)}::timestamptz[]) AS listed (id, updated_at)
    LEFT JOIN orders AS known ON known.shop_id = ${shopId} AND known.id = listed.id
    WHERE known.id IS NULL OR known.updated_at < listed.updated_at OR known.read_at < listed.updated_at + interval '1 second'
      OR (${customerId}::bigint IS NOT NULL AND known.customer_id IS DISTINCT FROM ${customerId}::bigint)
    ORDER BY listed.id`;
}

/**
 * A customer's orders in the ledger that Shopify does not list.
 *
 * @param processedFrom Shopify lists none from before; null: it lists all
 */
export async function findUnlistedOrders(
  tx: ShopTransaction,
  shopId: bigint,
  customerId: bigint,
  listed: readonly ListedOrder[],
  processedFrom: Date | null,
): Promise<bigint[]> {
  const rows = await tx.order.findMany({
    where: { shopId, customerId, id: { notIn: listed.map(({ id }) => id) }, ...(processedFrom && { processedAt: { gte: processedFrom } }) },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
