import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { viewAccuracy } from "#app/views/accuracy.view.server.ts";
import { backTested } from "../support/back-tested.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { addScores, addShop, addUp, NOW, type ScoredShop, withoutCustomers } from "./scored-shop.ts";

const test = useTestDatabase();
const backTest = backTested({ customers: 600, days: 500 });
const factors = (level: number) => ({ level, season: 1, deviation: 0.1 });
const interval = { correction: { orders: factors(1.1), orderValue: factors(0.9) }, total: { lowerMinor: 1_000, upperMinor: 2_000 } };
let shop: ScoredShop;

beforeEach(async () => {
  await test.owner.query("TRUNCATE shops CASCADE");
  shop = await addShop(test.db, test.owner, "one");
});

const view = (it: { id: bigint; currentRunId: bigint | null } = shop) => viewAccuracy({ db: test.db, clock: () => NOW }, it);

/** What a run keeps since there are back-tests. */
const prove = () =>
  withShop(test.db, shop.id, (tx) => tx.$executeRaw`
    UPDATE score_runs SET back_test = ${backTest}, interval = ${interval}, borders = borders || '{"standing": "proven"}'
    WHERE shop_id = ${shop.id} AND id = ${shop.currentRunId}`);

const addRun = (more: { finishedAt?: Date; error?: string }) => {
  const run = { shopId: shop.id, startedAt: NOW, observationEnd: NOW, currency: "EUR", horizonDays: 365, annualDiscountRate: 0.1 };
  return withShop(test.db, shop.id, (tx) => tx.scoreRun.create({ data: { ...run, ...more } }));
};

describe("the page of accuracy", () => {
  it("is empty before the first run", async () => {
    const fresh = await test.db.prisma.shop.create({ data: { domain: "fresh.myshopify.com", scopes: [], installedAt: NOW } });
    expect(await view(fresh)).toEqual({ activities: [], scoringFailed: false, current: null, history: [] });
  });

  it("has a run from before there were back-tests", async () => {
    const { current, history } = await view();
    expect(current).toMatchObject({ backTest: null, standing: null, range: null, correction: null, ladder: { rung: "shrunk-model" }, model: "mbg-nbd", isPooled: false });
    expect(history).toMatchObject([{ model: "mbg-nbd", isPooled: false, customers: 100, range: null, standing: null, currency: "EUR" }]);
  });

  it("has the run's back-test, its total with the range, the correction and the verdict", async () => {
    await addScores(test.owner, shop, 97);
    await addUp(test.db, shop);
    await prove();
    const { current, history } = await view();
    expect(current).toMatchObject({
      // 0 + 50 + … + 4800
      predictedValueMinor: 50 * 4656,
      range: { lowerMinor: 1_000, upperMinor: 2_000 },
      correction: { orders: 1.1, orderValue: 0.9 },
      standing: "proven",
      backTest: { kind: "tested", customers: 600 },
    });
    expect(history).toMatchObject([{ predictedValueMinor: 50 * 4656, range: { lowerMinor: 1_000, upperMinor: 2_000 }, standing: "proven" }]);
  });

  it("shows that a run is under way, and that one was given up; neither is part of the history", async () => {
    await addRun({});
    expect(await view()).toMatchObject({ activities: [{ what: "scoring" }], scoringFailed: false });
    await addRun({ error: "gave-up" });
    const { activities, scoringFailed, history } = await view();
    expect([activities, scoringFailed, history.length]).toEqual([[], true, 1]);
  });

  it("is made of plain values", async () => {
    await prove();
    const accuracy = await view();
    expect(JSON.parse(JSON.stringify(accuracy))).toEqual(accuracy);
  });

  it("shows nothing of another shop, even with that shop's run", async () => {
    const other = await addShop(test.db, test.owner, "other");
    const { current, history } = await view({ id: shop.id, currentRunId: other.currentRunId });
    expect(current).toBeNull();
    expect(history.map(({ id }) => id)).toEqual([String(shop.currentRunId)]);
  });

  it("reads runs, the newest only, and never customers, however many there are of both", async () => {
    await prove();
    await test.owner.query(
      `INSERT INTO score_runs (shop_id, started_at, finished_at, observation_end, currency, horizon_days, annual_discount_rate,
         model, borders, tiers, ledger, back_test, interval)
       SELECT shop_id, started_at, finished_at, observation_end, currency, horizon_days, annual_discount_rate,
         model, borders, tiers, ledger, back_test, interval FROM score_runs, generate_series(1, 400) WHERE id = $1`,
      [shop.currentRunId],
    );
    const history = await withoutCustomers(test.owner, async () => (await view()).history);
    expect(history).toHaveLength(21);
  });
});
