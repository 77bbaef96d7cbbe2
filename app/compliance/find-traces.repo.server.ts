import type { ShopTransaction } from "../db/with-shop.server.ts";

export type Person = {
  shopId: bigint;
  customerId: bigint;
  /** Those that Shopify names: an order need not carry its customer. */
  orderIds: readonly bigint[];
};

/** Every number that is this person's in the shop. */
export type Traces = { shopId: bigint; customerIds: bigint[]; orderIds: bigint[] };

/** With the customers who were merged into this one, and with the orders that Shopify did not name. */
export async function findTraces(tx: ShopTransaction, { shopId, customerId, orderIds }: Person): Promise<Traces> {
  const merged = await tx.customerMerge.findMany({ where: { shopId, toCustomerId: customerId }, select: { fromCustomerId: true } });
  const customerIds = [customerId, ...merged.map((it) => it.fromCustomerId)];
  const orders = await tx.order.findMany({ where: { shopId, customerId: { in: customerIds } }, select: { id: true } });
  return { shopId, customerIds, orderIds: [...new Set([...orderIds, ...orders.map(({ id }) => id)])] };
}
