import type { Reconciliation } from "../db/generated/client.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { idOfGid } from "../shopify/gid.ts";
import { ChangedOrders } from "./changed-orders.graphql.ts";
import { findStaleOrders } from "./find-stale-orders.repo.server.ts";
import { healOrders } from "./heal-orders.server.ts";
import type { AfterChange } from "./merge-customers.server.ts";
import type { ReconcileStep } from "./reconcile-step.ts";

type Parts = Pick<Deps, "db" | "shopify" | "clock">;

/** A page of the orders that changed: those that are not in the ledger as Shopify lists them are read. */
export async function reconcileOrders(deps: Parts, running: Reconciliation, next: AfterChange): Promise<ReconcileStep> {
  const { shopId, fromTime, toTime, cursor } = running;
  const query = `updated_at:>='${fromTime.toISOString()}' AND updated_at:<='${toTime.toISOString()}'`;
  const { orders } = await deps.shopify.run(shopId, ChangedOrders, { query, after: cursor });
  const listed = orders.nodes.map(({ id, updatedAt }) => ({ id: idOfGid(id), updatedAt: new Date(updatedAt as string) }));
  const stale = await withShop(deps.db, shopId, (tx) => findStaleOrders(tx, shopId, listed));
  await healOrders(deps, shopId, stale.map(({ id }) => id), next);
  const counts = {
    ordersSeen: running.ordersSeen + listed.length,
    ordersHealed: running.ordersHealed + stale.filter(({ missed }) => missed).length,
  };
  if (orders.pageInfo.hasNextPage) return { change: { ...counts, cursor: orders.pageInfo.endCursor } };
  return { change: { ...counts, cursor: null, provenTo: toTime, status: "customers" } };
}
