import type { ScoreRun } from "#app/db/generated/client.ts";
import { type ShopTransaction, withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { BackTest } from "#app/scoring/back-test.ts";
import { FittedModel } from "#app/scoring/fitted-model.ts";
import { RunInterval } from "#app/scoring/run-interval.ts";
import { SegmentBorders } from "#app/segments/segment-borders.ts";
import { sumOfTiers, TierTotals } from "#app/segments/tier-totals.ts";
import { findActivities } from "./find-activities.ts";
import { shownBackTest } from "./shown-back-test.ts";
import { UsedModel } from "./used-model.ts";

/** Three weeks of nights. */
const RUNS_SHOWN = 21;

type Shop = { id: bigint; currentRunId: bigint | null };

/** How far the predictions can be trusted, now and in the runs before. */
export async function viewAccuracy({ db, clock }: Pick<Deps, "db" | "clock">, shop: Shop) {
  return withShop(db, shop.id, async (tx) => {
    const scoring = await tx.scoreRun.findFirst({
      where: { shopId: shop.id },
      orderBy: { id: "desc" },
      select: { startedAt: true, finishedAt: true, error: true },
    });
    const run = shop.currentRunId === null ? null : await tx.scoreRun.findFirst({ where: { shopId: shop.id, id: shop.currentRunId } });
    return {
      activities: findActivities({ import: null, scoring, writing: null }, clock()),
      scoringFailed: scoring !== null && scoring.error !== null,
      current: run && shownRun(run),
      history: await readHistory(tx, shop.id),
    };
  });
}

function shownRun(run: ScoreRun) {
  const { ladder } = FittedModel.parse(run.model);
  const { model, isPooled } = UsedModel.parse(run.model);
  const interval = run.interval === null ? null : RunInterval.parse(run.interval);
  return {
    computedAt: (run.finishedAt ?? run.startedAt).toISOString(),
    horizonDays: run.horizonDays,
    predictedValueMinor: sumOfTiers(TierTotals.parse(run.tiers)).predictedValueMinor,
    range: interval && interval.total,
    correction: interval && { orders: interval.correction.orders.level, orderValue: interval.correction.orderValue.level },
    ladder,
    model,
    isPooled,
    standing: SegmentBorders.parse(run.borders).standing,
    backTest: run.backTest === null ? null : shownBackTest(BackTest.parse(run.backTest)),
  };
}

/** Each run says for itself what it found, in a few numbers: nothing is added up here, and no back-test is read. */
async function readHistory(tx: ShopTransaction, shopId: bigint) {
  const runs = await tx.scoreRun.findMany({
    where: { shopId, finishedAt: { not: null } },
    orderBy: { id: "desc" },
    take: RUNS_SHOWN,
    omit: { backTest: true, ledger: true },
  });
  return runs.map(({ id, startedAt, finishedAt, currency, model, tiers, interval, borders }) => ({
    id: String(id),
    finishedAt: (finishedAt ?? startedAt).toISOString(),
    currency,
    ...UsedModel.parse(model),
    predictedValueMinor: sumOfTiers(TierTotals.parse(tiers)).predictedValueMinor,
    range: interval === null ? null : RunInterval.parse(interval).total,
    standing: SegmentBorders.parse(borders).standing,
  }));
}
