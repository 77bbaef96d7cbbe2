import { findGone } from "../customers/find-gone.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { findMovedOrders } from "../orders/former-customers.repo.server.ts";

/**
 * Those of the customers who are gone, and what we wrote on them with them. Whoever had an order that another has now may
 * have been merged, and their tags may stand there: what they were stays remembered until the next reconciliation knows.
 */
export async function findForgettable(deps: Pick<Deps, "db" | "shopify">, shopId: bigint, customerIds: readonly bigint[]): Promise<Set<bigint>> {
  const gone = await findGone(deps, shopId, customerIds);
  if (gone.size === 0) return gone;
  const moved = await withShop(deps.db, shopId, (tx) => findMovedOrders(tx, shopId));
  for (const { unfollowed } of moved) for (const customerId of unfollowed) gone.delete(customerId);
  return gone;
}
