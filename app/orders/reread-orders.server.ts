import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { healOrders } from "./heal-orders.server.ts";
import type { AfterChange } from "./merge-customers.server.ts";
import { readOrderStates } from "./orders.repo.server.ts";

/**
 * Reads orders anew that Shopify lists in the very versions that are stored.
 *
 * @returns how many of them are others now
 */
export async function rereadOrders(deps: Pick<Deps, "db" | "shopify" | "clock">, shopId: bigint, orderIds: readonly bigint[], next: AfterChange): Promise<number> {
  const states = () => withShop(deps.db, shopId, (tx) => readOrderStates(tx, shopId, orderIds));
  const before = await states();
  await healOrders(deps, shopId, orderIds, next);
  const after = await states();
  return orderIds.filter((id) => before.get(id) !== after.get(id)).length;
}
