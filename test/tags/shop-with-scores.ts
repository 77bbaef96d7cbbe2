import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import type { SegmentBorders } from "#app/segments/segment-borders.ts";
import type { Stage } from "#app/segments/stage.ts";
import type { ValueTier } from "#app/segments/value-tier.ts";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import { SHOP_MODEL } from "../support/shop-model.ts";

/** A tag of some other app, and one that only looks like ours. */
export const FOREIGN_TAGS = ["newsletter", "clv-lookalike"];

export function putCustomer({ store, clock }: Sandbox, id: number, tags: string[] = FOREIGN_TAGS): void {
  store.customers.put({
    id, createdAt: clock.iso(), updatedAt: clock.iso(), email: null, phone: null, firstName: null, lastName: null,
    countryCode: null, locale: "en", emailConsent: "NOT_SUBSCRIBED", smsConsent: "NOT_SUBSCRIBED", dataSaleOptOut: false, tags,
  });
}

type Score = { customerId: bigint; valueTier?: ValueTier; stage?: Stage; lifetimeValueMinor?: number };

const BORDERS = { value: { vip: 50_000, high: 20_000, mid: 5_000 }, rhythm: { medianGapDays: 30, newWindowDays: 30 } };

/** Makes a run with these scores, by borders and a definition of their own where given, the shop's current one. */
export async function switchToRun(db: Database, shopId: bigint, scores: Score[], terms: Partial<SegmentBorders> = {}): Promise<void> {
  const day = new Date("2026-11-20T00:00:00Z");
  await withShop(db, shopId, async (tx) => {
    const run = await tx.scoreRun.create({
      data: {
        shopId, startedAt: day, finishedAt: day, observationEnd: day, currency: "GBP", horizonDays: 365, annualDiscountRate: 0.1,
        model: SHOP_MODEL,
        borders: { ...BORDERS, ...terms },
      },
    });
    await tx.customerScore.createMany({ data: scores.map((score) => ({ ...blankScore(day), ...score, shopId, runId: run.id })) });
    await tx.shop.update({ where: { id: shopId }, data: { currentRunId: run.id } });
  });
}

/** Changes one customer in the current run, as an event does. */
export async function rescore(db: Database, shopId: bigint, customerId: bigint, change: Partial<Score>): Promise<void> {
  await withShop(db, shopId, async (tx) => {
    const { currentRunId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
    await tx.customerScore.updateMany({ where: { shopId, runId: currentRunId!, customerId }, data: change });
  });
}

function blankScore(day: Date) {
  return {
    scoredDay: day, ordersCount: 3, purchases: 3, frequency: 2, recencyDays: 60, ageDays: 70, monetaryValueMinor: 2000, firstOrderDay: day,
    lastOrderDay: day, probabilityAlive: 0.9, expectedOrders: 2, averageDaysBetweenOrders: 30, expectedNextOrderDay: day,
    historicValueMinor: 4000, predictedValueMinor: 2000, lifetimeValueMinor: 6000, valueTier: "mid", stage: "active",
  };
}
