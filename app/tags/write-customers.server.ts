import type { Deps } from "../deps.server.ts";
import { adoptMerged } from "./adopt-merged.repo.server.ts";
import { measureWrites } from "./measure-writes.server.ts";
import { outlastBulkMutations } from "./outlast-bulk-mutations.server.ts";
import { writeInRounds } from "./write-in-rounds.server.ts";
import { writeOne } from "./write-one.server.ts";
import type { WriteCounts } from "./write-outcome.ts";
import { finishWriteRun, noteWriteError, openWriteRun, reportWrites } from "./write-run.repo.server.ts";

/**
 * Up to so many points customers are written one by one: ten seconds of the smallest plan's budget. Beyond it a bulk
 * mutation, which costs a few dozen points whatever its size, is faster and leaves the budget to live events.
 */
const DIRECT_POINTS = 1000;

/** Brings every customer's tags and metafields in Shopify to what the shop's current run wants. */
export async function writeCustomers(
  deps: Pick<Deps, "db" | "shopify" | "clock">,
  payload: { shopId: string },
): Promise<void> {
  const { db, clock } = deps;
  const shopId = BigInt(payload.shopId);
  await outlastBulkMutations(deps, shopId);
  await adoptMerged(db, shopId, { bulkMayRun: false, now: clock() });
  const { total, few } = await measureWrites(deps, shopId, DIRECT_POINTS);
  const runId = await openWriteRun(db, shopId, total, clock());
  const report = (counts: WriteCounts) => reportWrites(db, shopId, runId, counts);
  try {
    if (few === null) await writeInRounds(deps, shopId, report);
    else for (const customerId of few) await report(await writeOne(deps, shopId, customerId, { bulkMayRun: false }));
  } catch (error) {
    await noteWriteError(db, shopId, runId, error);
    throw error;
  }
  await finishWriteRun(db, shopId, runId, clock());
}
