import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { measurePeriods } from "#app/insights/measure-periods.ts";
import type { Overview } from "#app/insights/overview.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { hideSetupGuide, tickSetupStep } from "#app/shops/change-setup-guide.server.ts";
import { viewAttention } from "#app/views/attention.view.server.ts";
import { viewHome } from "#app/views/home.view.server.ts";
import { SHOP_MODEL } from "../support/shop-model.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { addScores, NOW, type ScoredShop, startWithTwo } from "./scored-shop.ts";

const test = useTestDatabase();
let shop: ScoredShop;
let other: ScoredShop;

beforeEach(async () => {
  await test.owner.query("DELETE FROM graphile_worker._private_jobs");
  ({ shop, other } = await startWithTwo(test));
});

const deps = (now = NOW) => ({ db: test.db, clock: () => now });
const view = (now?: Date, it: ScoredShop = shop) => viewHome(deps(now), it);

describe("the figures of home", () => {
  const columns = purchaseColumns([[{ day: 20_000, valueMinor: 500 }, { day: 20_150, valueMinor: 700 }], [{ day: 20_160, valueMinor: 300 }]]);
  const overview: Overview = { periods: measurePeriods(columns, 20_179), concentration: null, forecasts: [{ days: 30, orders: { value: 2, range: null }, revenueMinor: null, guards: ["no-interval"] }] };
  const keep = (runId: bigint, { id }: ScoredShop = shop) => withShop(test.db, id, (tx) => tx.scoreRun.update({ where: { shopId_id: { shopId: id, id: runId } }, data: { overview } }));

  it("are there once they are worked out, of this shop alone, and those of the run before until then", async () => {
    expect((await view()).scored!.overview).toBeNull();
    await keep(shop.currentRunId);
    const shown = (await view()).scored!.overview!;
    expect(shown.measures).toEqual([
      { measure: "returningRevenue", value: 0.7, n: 2, before: 0, change: "few" },
      { measure: "repeatCustomers", value: 0.5, n: 2, before: 0, change: "few" },
      { measure: "purchaseValue", value: 500, n: 2, before: 500, change: "few" },
      { measure: "churn", value: 0, n: 1, before: null, change: null },
    ]);
    expect(shown.past.map(({ to, n }) => [to, n])).toEqual([["2025-04-01", 2], ["2025-01-01", 1]]);
    expect((await view(NOW, other)).scored!.overview).toBeNull();
    const { rows } = await test.owner.query(
      "INSERT INTO score_runs (shop_id, started_at, finished_at, observation_end, currency, horizon_days, annual_discount_rate, model, borders, tiers, ledger) SELECT shop_id, started_at, finished_at, observation_end + 1, currency, horizon_days, annual_discount_rate, model, borders, tiers, ledger FROM score_runs WHERE id = $1 RETURNING id",
      [shop.currentRunId],
    );
    expect((await view(NOW, { ...shop, currentRunId: BigInt(rows[0].id) })).scored!.overview).toEqual(shown);
  });

  it("go back over the days, one point each, with the definition that was in force", async () => {
    const run = (day: string, more: object) => ({
      shopId: shop.id, startedAt: NOW, finishedAt: NOW, observationEnd: new Date(day), currency: "EUR", horizonDays: 365, annualDiscountRate: 0.1, model: SHOP_MODEL,
      tiers: [{ tier: "vip", customers: 2, historicValueMinor: 1000, predictedValueMinor: 500 }], borders: { value: { vip: 1, high: 1, mid: 1 }, rhythm: { medianGapDays: 40, newWindowDays: 40 } }, ...more,
    });
    const one = { level: 1, season: 1, deviation: 0 };
    const interval = { correction: { orders: one, orderValue: one }, total: { lowerMinor: 400, upperMinor: 700 } };
    await withShop(test.db, shop.id, async (tx) => {
      await tx.scoreRun.deleteMany({ where: { shopId: shop.id } });
      await tx.scoreRun.create({ data: run("2026-11-17", { currency: "USD" }) });
      await tx.scoreRun.create({ data: run("2026-11-18", {}) });
      await tx.scoreRun.create({ data: run("2026-11-19", { tiers: [] }) });
      await tx.scoreRun.create({ data: run("2026-11-19", { interval }) });
      await tx.scoreRun.create({ data: run("2026-11-20", { finishedAt: null }) });
      const borders = { ...run("2026-11-21", {}).borders, definitionVersion: 3 };
      await tx.scoreRun.create({ data: run("2026-11-21", { borders, ledger: { orders: 0, customers: 0, customersHistoricMinor: 0, counted: { orders: 0, netMinor: 0 }, guests: { orders: 0, netMinor: 0 }, optedOut: { customers: 0, orders: 0, netMinor: 0 }, excluded: [] } }) });
    });
    const newest = await withShop(test.db, shop.id, (tx) => tx.scoreRun.findFirstOrThrow({ where: { shopId: shop.id }, orderBy: { id: "desc" } }));
    const { trend } = (await view(NOW, { ...shop, currentRunId: newest.id })).scored!;
    const point = { lifetimeValueMinor: 1500, horizonDays: 365, range: null, definitionVersion: 0 };
    expect(trend).toEqual([
      { ...point, day: "2026-11-18" },
      { ...point, day: "2026-11-19", range: { lowerMinor: 1400, upperMinor: 1700 } },
      { ...point, day: "2026-11-21", definitionVersion: 3 },
    ]);
  });

  it("say how old they are, and how many orders wait and for how long", async () => {
    expect((await view(new Date(NOW.getTime() + 179_999))).scored!.minutesAgo).toBe(2);
    expect((await view(new Date(NOW.getTime() - 5_000))).scored!.minutesAgo).toBe(0);
    expect((await view()).ordersWaiting).toEqual({ orders: 0, seconds: 0 });
    const add = (key: string) => test.owner.query("SELECT graphile_worker.add_job('ingest-order', '{}', job_key := $1, max_attempts := 5)", [key]);
    await add(`ingest-order:${shop.id}:1`);
    await add(`ingest-order:${shop.id}:2`);
    await add(`ingest-order:${shop.id}0:3`);
    await add(`score-shop:${shop.id}`);
    await test.owner.query("UPDATE graphile_worker._private_jobs SET created_at = now() - interval '20 minutes' WHERE key = $1", [`ingest-order:${shop.id}:2`]);
    const waiting = (await view()).ordersWaiting;
    expect(waiting.orders).toBe(2);
    expect(Math.round(waiting.seconds / 60)).toBe(20);
    await test.owner.query("UPDATE graphile_worker._private_jobs SET attempts = max_attempts WHERE key = $1", [`ingest-order:${shop.id}:2`]);
    expect((await view()).ordersWaiting.orders).toBe(1);
  });
});

describe("whom home names", () => {
  it("are the best of those who stay away, and the new ones of whom most is expected", async () => {
    await addScores(test.owner, shop, 2000);
    await addScores(test.owner, other, 100);
    const { atRisk, promising } = await viewAttention(deps(), shop);
    // By the formula of addScores: tier by n mod 4, stage by n mod 5, value by n mod 97.
    const all = Array.from({ length: 2000 }, (_, index) => index + 1);
    const best = all.filter((n) => [2, 3].includes(n % 5) && [0, 1].includes(n % 4)).toSorted((a, b) => (b % 97) - (a % 97) || b - a);
    expect(atRisk.map(({ id }) => Number(id))).toEqual(best.slice(0, 5));
    expect(atRisk[0]).toMatchObject({ lifetimeValueMinor: (best[0]! % 97) * 150 });
    const fresh = all.filter((n) => n % 5 === 0).toSorted((a, b) => (b % 97) - (a % 97) || b - a);
    expect(promising.map(({ id }) => Number(id))).toEqual(fresh.slice(0, 5));
    expect(await viewAttention(deps(), { ...shop, currentRunId: null })).toEqual({ atRisk: [], promising: [] });
  });
});

describe("the set-up guide", () => {
  const guide = async () => (await view()).setup;

  it("knows what is done from facts, and from what the merchant ticks off", async () => {
    const begun = { connect: true, backfill: false, "check-number": false, "choose-tags": false, "first-play": false };
    expect(await guide()).toEqual({ done: begun, hidden: false });
    await withShop(test.db, shop.id, (tx) => tx.import.create({ data: { shopId: shop.id, status: "done", startedAt: NOW, updatedAt: NOW } }));
    expect((await guide()).done).toEqual({ ...begun, backfill: true });
    await withShop(test.db, shop.id, (tx) => tx.writeRun.create({ data: { shopId: shop.id, startedAt: NOW, customersTotal: 3, approval: "given" } }));
    expect((await guide()).done).toEqual({ ...begun, backfill: true, "choose-tags": true });
    await tickSetupStep(deps(), shop.id, "check-number");
    await tickSetupStep(deps(), shop.id, "first-play");
    expect(Object.values((await guide()).done)).toEqual([true, true, true, true, true]);
    expect((await view(NOW, other)).setup.done["check-number"]).toBe(false);
  });

  it("is put away and brought back, with what was ticked", async () => {
    await tickSetupStep(deps(), shop.id, "choose-tags");
    await hideSetupGuide(deps(), shop.id, true);
    expect(await guide()).toMatchObject({ hidden: true, done: { "choose-tags": true } });
    await hideSetupGuide(deps(), shop.id, false);
    expect(await guide()).toMatchObject({ hidden: false, done: { "choose-tags": true } });
  });
});
