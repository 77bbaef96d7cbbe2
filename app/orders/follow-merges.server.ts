import { findGone } from "../customers/find-gone.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { findMovedOrders, findNewOwners, forgetFormerCustomers } from "./former-customers.repo.server.ts";
import { type AfterChange, mergeCustomers } from "./merge-customers.server.ts";

/**
 * Follows the merges whose events were lost, once their orders have come to the survivor by whatever way: an event of the
 * order, an import, a reconciliation. Shopify is asked whether those who had the orders are still there; where they are,
 * somebody has only given an order to another customer.
 */
export async function followMerges(deps: Pick<Deps, "db" | "shopify">, shopId: bigint, next: AfterChange): Promise<void> {
  const moved = await withShop(deps.db, shopId, (tx) => findMovedOrders(tx, shopId));
  if (moved.length === 0) return;
  const former = new Set(moved.flatMap(({ unfollowed }) => unfollowed));
  for (const customerId of await findGone(deps, shopId, [...former])) await followMerge(deps, shopId, customerId, next);
  await withShop(deps.db, shopId, (tx) => forgetFormerCustomers(tx, shopId, moved));
}

/** Where all orders that a customer who is gone had went to one other, that is the one who was kept. */
export async function followMerge({ db }: Pick<Deps, "db">, shopId: bigint, from: bigint, next: AfterChange): Promise<void> {
  const owners = await withShop(db, shopId, (tx) => findNewOwners(tx, shopId, from));
  const [owner] = owners;
  if (owners.length !== 1 || !owner || owner === from) return;
  await mergeCustomers({ db }, { shopId: String(shopId), fromCustomerId: String(from), toCustomerId: String(owner) }, next);
}
