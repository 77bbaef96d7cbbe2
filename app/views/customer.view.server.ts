import type { Database } from "#app/db/database.server.ts";
import type { OptOut } from "#app/customers/opt-out.ts";
import type { CustomerScore, CustomerWrite, ScoreRun } from "#app/db/generated/client.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { ruleInForce } from "#app/orders/value-rule.ts";
import { explainScore, type ScoreExplanation } from "#app/scoring/explain-score.ts";
import { FittedModel } from "#app/scoring/fitted-model.ts";
import { explainStage } from "#app/segments/explain-stage.ts";
import { explainTier } from "#app/segments/explain-tier.ts";
import { SegmentBorders } from "#app/segments/segment-borders.ts";
import { readStageInput } from "#app/segments/stage-input.ts";
import { termsOfRun } from "#app/segments/terms-of-run.ts";
import type { Shop } from "#app/shops/shop.ts";
import { findSurvivor } from "#app/tags/find-survivor.repo.server.ts";
import type { Dimension } from "#app/tags/tag-dimension.ts";
import { type LeftAlone, wantedTags } from "#app/tags/wanted-tags.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import type { LedgerPlace } from "./ledger-place.ts";
import { readLedger } from "./ledger.view.server.ts";
import { StageOfRow, TierOfRow } from "./segment-rows.ts";
import { readTimeline } from "./timeline.view.server.ts";

type Viewed = Pick<Shop, "id" | "currency" | "currentRunId" | "countsTax" | "countsShipping">;

/** What is known of one customer, back to every order; null where there is neither an order nor a score. */
export async function viewCustomer(db: Database, shop: Viewed, customerId: bigint, ledgerFrom: LedgerPlace | null) {
  const key = { shopId: shop.id, customerId };
  return withShop(db, shop.id, async (tx) => {
    const runId = shop.currentRunId;
    const score = runId === null ? null : await tx.customerScore.findFirst({ where: { ...key, runId } });
    const run = runId === null ? null : await tx.scoreRun.findFirstOrThrow({ where: { shopId: shop.id, id: runId } });
    const terms = run ? termsOfRun({ ...run, borders: SegmentBorders.parse(run.borders) }) : { shopCurrency: shop.currency, rule: ruleInForce(shop) };
    const ledger = await readLedger(tx, key, terms, ledgerFrom);
    if (!score && ledger.total === 0) return null;
    const write = await tx.customerWrite.findUnique({ where: { shopId_customerId: key } });
    const leftAlone = await tx.handChange.findMany({ where: { ...key, leftAlone: true }, orderBy: { dimension: "desc" } });
    const { purchaseDays, moves, ...timeline } = await readTimeline(tx, key, terms);
    const wishes = await tx.customerOptOut.findMany({ where: key, orderBy: { since: "asc" } });
    return {
      id: String(customerId),
      score: score && run && {
        ...shownScore(score, run, Object.fromEntries(leftAlone.map(({ dimension, kept }) => [dimension, kept]))),
        purchaseDays,
        moves,
      },
      timeline,
      ledger,
      written: write && shownWrite(write),
      leftAlone: leftAlone.map(({ dimension, noticedAt, kept, added }) => {
        return { dimension: dimension as Dimension, noticedAt: noticedAt.toISOString(), kept, added };
      }),
      wishes: wishes.map(({ kind, since }) => ({ kind: kind as OptOut, since: since.toISOString() })),
    };
  });
}

/** Whose number took the place of the customer's, since somebody merged them; null where nobody did. */
export async function viewMergedInto(db: Database, shopId: bigint, customerId: bigint): Promise<string | null> {
  const survivor = await withShop(db, shopId, (tx) => findSurvivor(tx, shopId, customerId));
  return survivor === customerId ? null : String(survivor);
}

function shownScore(score: CustomerScore, run: ScoreRun, leftAlone: LeftAlone) {
  const borders = SegmentBorders.parse(run.borders);
  const values = {
    lifetimeValueMinor: Number(score.lifetimeValueMinor),
    historicValueMinor: Number(score.historicValueMinor),
  };
  const valueTier = TierOfRow.parse(score.valueTier);
  const stage = StageOfRow.parse(score.stage);
  const figures = readStageInput(
    { ...score, firstOrderDay: dateToDay(score.firstOrderDay), lastOrderDay: dateToDay(score.lastOrderDay) },
    dateToDay(score.scoredDay),
    borders.standing,
  );
  return {
    ...values,
    predictedValueMinor: Number(score.predictedValueMinor),
    predictedRange: rangeOf(score),
    why: explainRow(score, FittedModel.parse(run.model)),
    horizonDays: run.horizonDays,
    annualDiscountRate: run.annualDiscountRate,
    rule: borders.definition.orderValue,
    purchases: score.purchases,
    scoredDay: isoDay(score.scoredDay),
    probabilityAlive: score.probabilityAlive,
    expectedOrders: score.expectedOrders,
    averageDaysBetweenOrders: score.averageDaysBetweenOrders,
    expectedNextOrderDay: score.expectedNextOrderDay && isoDay(score.expectedNextOrderDay),
    firstOrderDay: isoDay(score.firstOrderDay),
    lastOrderDay: isoDay(score.lastOrderDay),
    tier: explainTier(values, valueTier, borders),
    tags: wantedTags({ valueTier, stage }, borders.definition, leftAlone),
    stage: explainStage(figures, stage, borders),
  };
}

function rangeOf({ predictedLowerMinor: lower, predictedUpperMinor: upper }: CustomerScore) {
  return lower === null || upper === null ? null : { lowerMinor: Number(lower), upperMinor: Number(upper) };
}

/** From what the row was scored by: it keeps all of it, so that the ledger need not be read again. */
function explainRow({ purchases, ageDays, recencyDays, historicValueMinor, scoredDay }: CustomerScore, model: FittedModel): ScoreExplanation {
  const observationEnd = dateToDay(scoredDay);
  const firstPurchaseDay = observationEnd - ageDays;
  const history = { purchases, firstPurchaseDay, lastPurchaseDay: firstPurchaseDay + recencyDays, historicValueMinor: Number(historicValueMinor) };
  return explainScore(model, history, observationEnd);
}

function shownWrite(write: CustomerWrite) {
  return {
    tags: write.tags,
    metafields: Object.entries(write.metafields as Record<string, string>).map(([key, value]) => ({ key, value })),
    pending: write.pending,
    error: write.error,
    writtenAt: write.writtenAt.toISOString(),
  };
}

function isoDay(day: Date): string {
  return day.toISOString().slice(0, 10);
}
