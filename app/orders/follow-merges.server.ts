import { findGone } from "../customers/find-gone.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { requireShop } from "../shops/find-shop.repo.server.ts";
import { fileCoverage } from "./file-coverage.ts";
import { findUnlistedOrders } from "./find-stale-orders.repo.server.ts";
import { findMovedOrders, findNewOwners, forgetFormerCustomers, forgetMoves } from "./former-customers.repo.server.ts";
import { healOrders } from "./heal-orders.server.ts";
import { type AfterChange, mergeCustomers } from "./merge-customers.server.ts";

type Parts = Pick<Deps, "db" | "shopify" | "clock">;

/**
 * Follows the merges whose events were lost, once an order has come to the survivor by whatever way: an event of the
 * order, an import, a reconciliation. Shopify is asked whether those who had the orders are still there; where they are,
 * somebody has only given an order to another customer.
 */
export async function followMerges(deps: Parts, shopId: bigint, next: AfterChange): Promise<void> {
  const moved = await withShop(deps.db, shopId, (tx) => findMovedOrders(tx, shopId));
  if (moved.length === 0) return;
  const gone = await findGone(deps, shopId, [...new Set(moved.flatMap(({ unfollowed }) => unfollowed))]);
  const undecided = new Set<bigint>();
  for (const customerId of gone) if (!(await followMerge(deps, shopId, customerId, next))) undecided.add(customerId);
  await withShop(deps.db, shopId, async (tx) => {
    await forgetMoves(tx, shopId, moved.filter(({ unfollowed }) => !unfollowed.some((id) => undecided.has(id))));
    // Others of their orders have moved meanwhile: by some of them alone it would be decided otherwise.
    await forgetFormerCustomers(tx, shopId, [...gone].filter((id) => !undecided.has(id)));
  });
}

/**
 * Where all orders of a customer who is gone went to one other, that is the one who was kept. What the ledger has not seen
 * moving is read first: an order that staff gave away before says nothing of where the others went.
 *
 * @returns false where that could not be read
 */
export async function followMerge(deps: Parts, shopId: bigint, from: bigint, next: AfterChange): Promise<boolean> {
  const { processedFrom } = fileCoverage(deps.clock(), await requireShop(deps.db, shopId));
  const findLeft = () => withShop(deps.db, shopId, (tx) => findUnlistedOrders(tx, shopId, from, [], processedFrom));
  await healOrders(deps, shopId, await findLeft(), next);
  if ((await findLeft()).length > 0) return false;
  const [owner, ...others] = await withShop(deps.db, shopId, (tx) => findNewOwners(tx, shopId, from));
  if (!owner || owner === from || others.length > 0) return true;
  const merge = { shopId: String(shopId), fromCustomerId: String(from), toCustomerId: String(owner) };
  await mergeCustomers(deps, merge, next, { isGuess: true });
  return true;
}
