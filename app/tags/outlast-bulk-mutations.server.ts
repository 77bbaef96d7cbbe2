import { setTimeout as wait } from "node:timers/promises";
import type { Deps } from "../deps.server.ts";
import { BulkOperationsUnderWay } from "./bulk-operations-under-way.graphql.ts";
import { isAnyoneHeld } from "./is-anyone-held.repo.server.ts";

const PAUSE_MS = 1000;

/**
 * Waits until Shopify has ended what a run that died left behind: lines of an older wish must not come after ours.
 * No other code of this app runs bulk mutations, so any that is under way is one of those.
 */
export async function outlastBulkMutations({ db, shopify }: Pick<Deps, "db" | "shopify">, shopId: bigint): Promise<void> {
  if (!(await isAnyoneHeld(db, shopId))) return;
  for (;;) {
    const { one, other } = await shopify.run(shopId, BulkOperationsUnderWay, {});
    const isRunning = [...one.nodes, ...other.nodes].some(
      ({ type, status }) => type === "MUTATION" && (status === "CREATED" || status === "RUNNING" || status === "CANCELING"),
    );
    if (!isRunning) return;
    await wait(PAUSE_MS);
  }
}
