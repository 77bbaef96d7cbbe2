import type { Deps } from "../deps.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { moveOrders } from "./customer-merges.repo.server.ts";

type Merge = { shopId: string; fromCustomerId: string; toCustomerId: string };

/** What is to follow, in the same transaction, when customers' orders have changed. */
export type AfterChange = { onChanged: (tx: ShopTransaction, shopId: bigint, customerIds: bigint[]) => Promise<void> };

/**
 * Follows a merge that the merchant made: the orders of the customer who is gone belong to the one who is left.
 *
 * @param how whether no event told of it, and where the orders went is all that is known
 */
export async function mergeCustomers(
  { db }: Pick<Deps, "db">,
  merge: Merge,
  { onChanged }: AfterChange,
  how = { isGuess: false },
): Promise<void> {
  const shopId = BigInt(merge.shopId);
  const from = BigInt(merge.fromCustomerId);
  await withShop(db, shopId, async (tx) => {
    const survivor = await moveOrders(tx, shopId, from, BigInt(merge.toCustomerId), how);
    await onChanged(tx, shopId, [from, survivor]);
  });
}
