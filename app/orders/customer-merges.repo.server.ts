import type { ShopTransaction } from "../db/with-shop.server.ts";
import { wasErased } from "./erasures.repo.server.ts";
import { holdOrderWriters } from "./ledger-lock.repo.server.ts";
import { moveWishes } from "./opt-outs.repo.server.ts";

/**
 * Remembers a merge and moves the customer's orders. Chains may be told in any order: every entry is kept pointing at
 * the customer who is left in the end.
 *
 * @param how a guess may be wrong: of a customer who was deleted after staff had given the orders away, Shopify has moved no
 * tags. Only what is known to have been written on them is seen to then
 * @returns the customer who has the orders now
 */
export async function moveOrders(tx: ShopTransaction, shopId: bigint, from: bigint, to: bigint, how: { isGuess: boolean }): Promise<bigint> {
  await holdOrderWriters(tx, shopId);
  // Told late of somebody whom a redaction has erased: only what they bought since then can be moved.
  const isErased = (await wasErased(tx, shopId, "customer", from)) && !(await tx.order.findFirst({ where: { shopId, customerId: from } }));
  if (isErased) return to;
  const onward = await tx.customerMerge.findUnique({ where: { shopId_fromCustomerId: { shopId, fromCustomerId: to } } });
  const survivor = onward?.toCustomerId ?? to;
  if (survivor === from) throw new Error(`Customer ${from} was merged into customer ${to}, who was merged into customer ${from} before.`);
  await tx.customerMerge.upsert({
    where: { shopId_fromCustomerId: { shopId, fromCustomerId: from } },
    create: { shopId, fromCustomerId: from, toCustomerId: survivor, tagsAdopted: how.isGuess },
    update: { toCustomerId: survivor },
  });
  await tx.customerMerge.updateMany({ where: { shopId, toCustomerId: from }, data: { toCustomerId: survivor } });
  await tx.order.updateMany({ where: { shopId, customerId: from }, data: { customerId: survivor } });
  await moveWishes(tx, shopId, from, survivor);
  return survivor;
}
