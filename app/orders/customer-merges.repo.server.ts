import type { ShopTransaction } from "../db/with-shop.server.ts";

/** First half of the advisory locks' keys: any constant that nobody else on the database uses. */
const SPACE = 73_181;

/**
 * Until the end of the transaction no customer is merged: an order written meanwhile either sees the merge or is seen
 * by it. Writers of orders do not wait for each other. $1 is the shop.
 */
export const HOLD_MERGES_STILL = `SELECT pg_advisory_xact_lock_shared(${SPACE}, hashtext($1))`;

export async function holdMergesStill(tx: ShopTransaction, shopId: bigint): Promise<void> {
  await tx.$executeRawUnsafe(HOLD_MERGES_STILL, String(shopId));
}

/**
 * Remembers a merge and moves the customer's orders. Chains may be told in any order: every entry is kept pointing at
 * the customer who is left in the end.
 *
 * @returns the customer who has the orders now
 */
export async function moveOrders(tx: ShopTransaction, shopId: bigint, from: bigint, to: bigint): Promise<bigint> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SPACE}::integer, hashtext(${String(shopId)}))`;
  const onward = await tx.customerMerge.findUnique({ where: { shopId_fromCustomerId: { shopId, fromCustomerId: to } } });
  const survivor = onward?.toCustomerId ?? to;
  if (survivor === from) throw new Error(`Customer ${from} was merged into ${to}, which was merged into ${from} before.`);
  await tx.customerMerge.upsert({
    where: { shopId_fromCustomerId: { shopId, fromCustomerId: from } },
    create: { shopId, fromCustomerId: from, toCustomerId: survivor },
    update: { toCustomerId: survivor },
  });
  await tx.customerMerge.updateMany({ where: { shopId, toCustomerId: from }, data: { toCustomerId: survivor } });
  await tx.order.updateMany({ where: { shopId, customerId: from }, data: { customerId: survivor } });
  return survivor;
}
