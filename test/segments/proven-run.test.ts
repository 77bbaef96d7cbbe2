import { pino } from "pino";
import { beforeAll, describe, expect, it } from "vitest";
import { valueCustomers } from "#app/cli/value-customers.ts";
import type { Purchase } from "#app/clv/purchase-history.ts";
import type { CustomerScore } from "#app/db/generated/client.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { appraiseShop } from "#app/scoring/appraise-shop.ts";
import { BackTest } from "#app/scoring/back-test.ts";
import { FittedModel } from "#app/scoring/fitted-model.ts";
import type { GroupChance } from "#app/scoring/group-interval.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { RunInterval } from "#app/scoring/run-interval.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { findValueBorders } from "#app/segments/find-value-borders.ts";
import { scoreCustomer } from "#app/segments/score-customer.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { SegmentBorders } from "#app/segments/segment-borders.ts";
import { segmentRange } from "#app/segments/segment-range.ts";
import type { SegmentSums } from "#app/segments/segment-sums.ts";
import { StageTotals } from "#app/segments/stage-totals.ts";
import { TierTotals } from "#app/segments/tier-totals.ts";
import { localDay } from "#app/time/local-day.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulateCalendar } from "../scoring/simulate-calendar.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { storePurchases } from "./store-purchases.ts";

const test = useTestDatabase();
const NOW = new Date("2026-11-21T12:00:00Z");
const TODAY = localDay(NOW, "UTC");
const DAYS = 500;

let deps: Deps;

beforeAll(() => {
  deps = { db: test.db, shopify: { run: () => Promise.reject(new Error("scoring asks nothing of Shopify")) }, clock: () => NOW, log: pino({ level: "silent" }) };
});

/** Days counted from `DAYS` ago. */
const upToToday = (shop: Purchase[][]) => shop.map((purchases) => purchases.map(({ day, valueMinor }) => ({ day: TODAY - DAYS + 1 + day, valueMinor })));

/** As the models think. */
const steady = upToToday(simulateCalendar(seededDice(3), { customers: 1200, days: DAYS, meanMinor: 4000, activity: () => 1 }));

/** Each buys for the same at the same pace for ever: her pace so far tells all, and no model can do better. */
const clockwork = upToToday(Array.from({ length: 150 }, (_, index) => {
  const gap = 4 + (index % 40);
  return Array.from({ length: Math.floor(DAYS / gap) }, (_, turn) => ({ day: turn * gap + (index % gap), valueMinor: 1000 + 10 * index }));
}));

async function scored(name: string, purchases: Purchase[][]) {
  const { id: shopId } = await test.db.prisma.shop.create({
    data: { domain: `${name}.myshopify.com`, currency: "EUR", timeZone: "UTC", scopes: [], installedAt: NOW },
  });
  await storePurchases(test.db, shopId, purchases);
  await run(shopId);
  return shopId;
}

const run = (shopId: bigint) => scoreShop(deps, { shopId: String(shopId) }, { onScored: async () => {} });
const readRuns = (shopId: bigint) => withShop(test.db, shopId, (tx) => tx.scoreRun.findMany({ orderBy: { id: "asc" } }));
const readRows = (shopId: bigint) => withShop(test.db, shopId, (tx) => tx.customerScore.findMany({ orderBy: { customerId: "asc" } }));
const REALS = ["probabilityAlive", "expectedOrders", "predictedVariance", "logNothing"] as const;
/** Pareto/NBD reads a whole shop from a table that one customer does not fill: the last digits of a real number differ. */
const withoutReals = (row: CustomerScore) => ({ ...row, ...Object.fromEntries(REALS.map((name) => [name, 0])) });
const asOnTheCommandLine = (purchases: Purchase[][]) => {
  const customers = purchases.map((own, index) => ({
    email: `${index + 1}`, ordersCount: own.length, firstOrderDay: own[0]!.day, lastOrderDay: own.at(-1)!.day, purchases: own, firstOrder: null,
  }));
  return valueCustomers(customers, TODAY, appraiseShop(purchaseColumns(purchases), TODAY));
};

describe.each([["a model that is proven", steady, "proven"], ["a model that is beaten", clockwork, "beaten"]] as const)("a night with %s", (name, purchases, standing) => {
  let shopId: bigint;
  beforeAll(async () => {
    shopId = await scored(standing, purchases as Purchase[][]);
  }, 60_000);

  it(`finds it ${standing}, and keeps what it learnt with the run`, async () => {
    const [kept] = await readRuns(shopId);
    const { proof, interval, model } = asOnTheCommandLine(purchases);
    expect(proof.standing).toBe(standing);
    expect(SegmentBorders.parse(kept!.borders).standing).toBe(standing);
    expect(BackTest.parse(kept!.backTest)).toEqual(proof.backTest);
    expect(RunInterval.parse(kept!.interval)).toEqual(interval);
    expect(FittedModel.parse(kept!.model)).toEqual(model);
  });

  it("keeps with tiers and with stages what gives the whole shop the run's own interval", async () => {
    const [kept] = await readRuns(shopId);
    const interval = RunInterval.parse(kept!.interval);
    for (const segments of [TierTotals.parse(kept!.tiers), StageTotals.parse(kept!.stages)]) {
      const sumOf = (numberOf: (sums: SegmentSums) => number) => segments.reduce((sum, it) => sum + numberOf(it), 0);
      const chanceOf = (name: keyof GroupChance) => sumOf(({ chance }) => chance![name]);
      const chance = {
        buyers: chanceOf("buyers"), lowerMinor: chanceOf("lowerMinor"), upperMinor: chanceOf("upperMinor"),
        varianceMinor: chanceOf("varianceMinor"), logNothing: chanceOf("logNothing"),
      };
      const whole = { customers: sumOf(({ customers }) => customers), historicValueMinor: 0, predictedValueMinor: sumOf((it) => it.predictedValueMinor), chance };
      expect(segmentRange(whole, interval)).toEqual(interval.total);
      expect(segments.every((sums) => sums.customers === 0 || segmentRange(sums, interval) !== null)).toBe(true);
    }
  });

  it("gives every customer what the command line gives: values, ends, tier and stage", async () => {
    const { customers } = asOnTheCommandLine(purchases);
    const byId = new Map(customers.map((customer) => [customer.email, customer]));
    for (const row of await readRows(shopId)) {
      const { predictedValueMinor, predictedLowerMinor, predictedUpperMinor, lifetimeValueMinor, probabilityAlive, valueTier, stage } = byId.get(String(row.customerId))!;
      expect({ ...row, ends: [Number(row.predictedLowerMinor), Number(row.predictedUpperMinor)] }).toMatchObject({
        predictedValueMinor: BigInt(predictedValueMinor), lifetimeValueMinor: BigInt(lifetimeValueMinor), probabilityAlive, valueTier, stage,
        ends: [predictedLowerMinor, predictedUpperMinor],
      });
    }
  });

  it("draws the tiers by the value that has proven itself", async () => {
    const [kept] = await readRuns(shopId);
    const rows = await readRows(shopId);
    const by = (value: "lifetimeValueMinor" | "historicValueMinor") => findValueBorders(rows.map((row) => Number(row[value])), DEFAULT_DEFINITION.value.tiers);
    const { value } = SegmentBorders.parse(kept!.borders);
    expect(value).toEqual(by(standing === "proven" ? "lifetimeValueMinor" : "historicValueMinor"));
    expect(by("lifetimeValueMinor")).not.toEqual(by("historicValueMinor"));
    const deciding = (row: (typeof rows)[number]) => Number(standing === "proven" ? row.lifetimeValueMinor : row.historicValueMinor);
    expect(rows.filter((row) => row.valueTier === "vip").map((row) => row.customerId)).toEqual(
      rows.filter((row) => deciding(row) >= value.vip!).map((row) => row.customerId),
    );
  });

  it("changes nothing of a customer who is scored again", async () => {
    const before = await readRows(shopId);
    for (const { customerId } of before.filter((_, index) => index % 29 === 0)) {
      await scoreCustomer(deps, { shopId: String(shopId), customerId: String(customerId) }, { onScored: async () => {} });
    }
    const after = await readRows(shopId);
    expect(after.map(withoutReals)).toEqual(before.map(withoutReals));
    after.forEach((row, index) => {
      for (const name of REALS) expect(Math.abs(row[name]! - before[index]![name]!)).toBeLessThanOrEqual(1e-12 * Math.abs(row[name]!));
    });
  });

  it("leaves the run before it with its model, back-test, interval and totals, and takes only its customers", async () => {
    const [first] = await readRuns(shopId);
    await withShop(test.db, shopId, (tx) => tx.order.updateMany({ where: { id: { lte: 300n } }, data: { netMinor: 9_000 } }));
    await run(shopId);
    const [again, second] = await readRuns(shopId);
    expect(again).toEqual(first);
    expect(second!.model).not.toEqual(first!.model);
    expect(second!.interval).not.toEqual(first!.interval);
    expect(second!.backTest).not.toEqual(first!.backTest);
    expect(TierTotals.parse(first!.tiers).some(({ predictedValueMinor }) => predictedValueMinor > 0)).toBe(true);
    expect(new Set((await readRows(shopId)).map((row) => row.runId))).toEqual(new Set([second!.id]));
  });
});

describe("a run from before back-tests", () => {
  it("goes on sorting by lifetime value, without ends, until the next one", async () => {
    const shopId = await scored("older", steady.slice(0, 60));
    await test.owner.query(`UPDATE score_runs SET back_test = NULL, "interval" = NULL, borders = borders - 'standing' WHERE shop_id = $1`, [shopId]);
    await test.owner.query("UPDATE customer_scores SET predicted_lower_minor = NULL, predicted_upper_minor = NULL, predicted_variance = NULL, log_nothing = NULL WHERE shop_id = $1", [shopId]);
    await scoreCustomer(deps, { shopId: String(shopId), customerId: "7" }, { onScored: async () => {} });
    const row = (await readRows(shopId)).find(({ customerId }) => customerId === 7n);
    expect(row).toMatchObject({ predictedLowerMinor: null, predictedUpperMinor: null, predictedVariance: null, logNothing: null });
    const chances = async () => TierTotals.parse((await readRuns(shopId)).at(-1)!.tiers).map(({ chance }) => chance);
    expect((await chances()).filter((chance) => chance !== null && chance.buyers > 0)).toEqual([]);
    await run(shopId);
    expect(await chances()).not.toContain(null);
    expect((await readRows(shopId)).every(({ predictedLowerMinor }) => predictedLowerMinor !== null)).toBe(true);
  });
});

describe.each([0, 1, 5])("a shop of %i customers", (size) => {
  it("is sorted by what was bought, with whole intervals, and says why its model is not judged", async () => {
    const shopId = await scored(`small-${size}`, steady.slice(0, size));
    const [kept] = await readRuns(shopId);
    expect(SegmentBorders.parse(kept!.borders).standing).toBe("unjudged");
    expect(BackTest.parse(kept!.backTest).kind).toBe("none");
    const { total } = RunInterval.parse(kept!.interval);
    expect(total.upperMinor).toBeGreaterThanOrEqual(total.lowerMinor);
    const rows = await readRows(shopId);
    expect(rows).toHaveLength(size);
    for (const row of rows) expect(row.predictedUpperMinor).toBeGreaterThanOrEqual(row.predictedLowerMinor!);
  });
});
