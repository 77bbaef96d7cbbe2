import type { ShopTransaction } from "../db/with-shop.server.ts";
import { FittedModel } from "../scoring/fitted-model.ts";
import { RunInterval } from "../scoring/run-interval.ts";
import { dateToDay } from "../time/date-to-day.ts";
import type { Overview } from "./overview.ts";

/** What the overview of the current run is worked out by; null where there is none, or one from before there were intervals. */
export async function findRunToOverlook(tx: ShopTransaction, shopId: bigint) {
  const { currentRunId: runId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  if (runId === null) return null;
  const run = await tx.scoreRun.findUniqueOrThrow({
    where: { shopId_id: { shopId, id: runId } },
    select: { observationEnd: true, model: true, interval: true },
  });
  if (run.interval === null) return null;
  const { correction } = RunInterval.parse(run.interval);
  return { runId, observationEnd: dateToDay(run.observationEnd), model: FittedModel.parse(run.model), correction };
}

export async function keepOverview(tx: ShopTransaction, { shopId, runId }: { shopId: bigint; runId: bigint }, overview: Overview): Promise<void> {
  await tx.scoreRun.update({ where: { shopId_id: { shopId, id: runId } }, data: { overview } });
}
