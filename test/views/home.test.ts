import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import type { ReadProblem } from "#app/orders/read-problem.ts";
import { viewHome } from "#app/views/home.view.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { addOrders } from "./orders-of-shop.ts";
import { addScores, addUp, NOW, type ScoredShop, startWithTwo, withoutCustomers } from "./scored-shop.ts";

const test = useTestDatabase();
let shop: ScoredShop;
let other: ScoredShop;

beforeEach(async () => {
  ({ shop, other } = await startWithTwo(test));
});

const view = (it: { id: bigint; currentRunId: bigint | null } = shop) => viewHome({ db: test.db, clock: () => NOW }, it);

const addImport = (status: string, more: { problem?: ReadProblem; startedAt?: Date } = {}) =>
  withShop(test.db, shop.id, (tx) =>
    tx.import.create({ data: { shopId: shop.id, status, startedAt: NOW, updatedAt: NOW, ...more } }),
  );

describe("home of a shop without scores", () => {
  const unscored = () => view({ id: shop.id, currentRunId: null });

  it("waits for its orders before there is an import", async () => {
    expect(await unscored()).toMatchObject({ waiting: "for-orders", scored: null, activities: [], importFailure: null });
  });

  it("shows the import while it goes on, and why it failed where it did", async () => {
    await addImport("querying");
    expect(await unscored()).toMatchObject({ waiting: null, activities: [{ what: "import-querying" }] });
    await addImport("failed", { problem: { code: "refused", said: "ACCESS_DENIED" } });
    expect(await unscored()).toMatchObject({ waiting: null, activities: [], importFailure: { problem: { code: "refused", said: "ACCESS_DENIED" } } });
  });

  it("tells a shop without orders from one whose scores are about to come", async () => {
    await addImport("done");
    expect((await unscored()).waiting).toBe("no-orders");
    await addOrders(test.db, shop.id, [{ id: 1n, customerId: 5n, netMinor: 100 }]);
    expect((await unscored()).waiting).toBe("for-scores");
  });
});

describe("home of a shop whose access Shopify took away", () => {
  const from = new Date("2026-11-01T08:00:00.000Z");
  const change = (data: { accessLostAt: Date; accessBackAt: Date | null }) => test.db.prisma.shop.update({ where: { id: shop.id }, data });

  it("says since when, as long as it is so, and that the orders since are read once it is back, until they are", async () => {
    expect((await view()).accessGap).toBeNull();
    await addImport("done");
    await change({ accessLostAt: from, accessBackAt: null });
    expect((await view()).accessGap).toEqual({ from: from.toISOString(), to: null });
    const back = new Date(NOW.getTime() + 1);
    await change({ accessLostAt: from, accessBackAt: back });
    expect((await view()).accessGap).toEqual({ from: from.toISOString(), to: back.toISOString() });
    await addImport("loading", { startedAt: back });
    expect((await view()).accessGap).not.toBeNull();
    await addImport("done", { startedAt: back });
    await addImport("requested", { startedAt: back });
    expect((await view()).accessGap).toBeNull();
  });
});

describe("home of a scored shop", () => {
  beforeEach(() => addImport("done"));

  it("waits for its orders again when it has come back", async () => {
    await test.db.prisma.shop.update({ where: { id: shop.id }, data: { installedAt: new Date(NOW.getTime() + 1000) } });
    expect(await view()).toMatchObject({ waiting: "for-orders", scored: { totals: { customers: 0 } } });
  });

  it("does not take a scoring that was given up for one that goes on", async () => {
    const run = { shopId: shop.id, startedAt: NOW, observationEnd: NOW, currency: "EUR", horizonDays: 365, annualDiscountRate: 0.1 };
    const { id } = await withShop(test.db, shop.id, (tx) => tx.scoreRun.create({ data: run }));
    expect(await view()).toMatchObject({ activities: [{ what: "scoring" }], scoringFailed: false });
    await withShop(test.db, shop.id, (tx) => tx.scoreRun.updateMany({ where: { shopId: shop.id, id }, data: { error: "gave-up" } }));
    expect(await view()).toMatchObject({ activities: [], scoringFailed: true });
  });

  it("knows whether Shopify shows it all orders", async () => {
    expect((await view()).seesAllOrders).toBe(false);
    await test.db.prisma.shop.update({ where: { id: shop.id }, data: { scopes: ["read_all_orders"] } });
    expect((await view()).seesAllOrders).toBe(true);
  });

  it("sums the current run by tier, and the tiers to the whole", async () => {
    await addScores(test.owner, shop, 400);
    await addUp(test.db, shop);
    const { scored } = await view();
    expect(scored?.tiers.map(({ tier, customers }) => [tier, customers])).toEqual([
      ["vip", 100], ["high", 100], ["mid", 100], ["low", 100], ["negative", 0],
    ]);
    // Four times 0 + 1 + … + 96, and 0 … 12 once more, in euros.
    const historicValueMinor = (4 * 4656 + 78) * 100;
    expect(scored?.totals).toEqual({
      customers: 400,
      historicValueMinor,
      predictedValueMinor: historicValueMinor / 2,
      lifetimeValueMinor: historicValueMinor * 1.5,
      horizonDays: 365,
      annualDiscountRate: 0.1,
      rule: { tax: false, shipping: false },
      predictedRange: null,
      confidence: "medium",
    });
  });

  it("has the range of the predicted total as the run drew it", async () => {
    const one = { level: 1, season: 1, deviation: 0 };
    // Older versions of the app kept a level with it.
    const interval = { level: 0.55, correction: { orders: one, orderValue: one }, total: { lowerMinor: 1_000, upperMinor: 2_000 } };
    await withShop(test.db, shop.id, (tx) => tx.scoreRun.updateMany({ where: { shopId: shop.id }, data: { interval } }));
    expect((await view()).scored?.totals.predictedRange).toEqual(interval.total);
  });

  it("counts every order once: a customer's, a guest's, or left out for a reason", async () => {
    await addOrders(test.db, shop.id, [
      { id: 1n, customerId: 5n, netMinor: 1000 },
      { id: 2n, customerId: null, netMinor: 300 },
      { id: 3n, customerId: 5n, netMinor: 200, exclusion: "cancelled" },
      { id: 4n, customerId: null, netMinor: 70, exclusion: "cancelled" },
    ]);
    await addUp(test.db, shop);
    const { scored } = await view();
    expect(scored?.ledger).toMatchObject({
      counted: { orders: 2, netMinor: 1300 },
      guests: { orders: 1, netMinor: 300 },
      excluded: [{ exclusion: "cancelled", orders: 2, netMinor: 270 }],
    });
  });

  it("names the last five who moved, the newest first", async () => {
    await withShop(test.db, shop.id, (tx) =>
      tx.segmentMove.createMany({
        data: Array.from({ length: 12 }, (_, number) => ({
          shopId: shop.id, customerId: BigInt(number), dimension: "value", from: "mid", to: "high",
          movedAt: new Date(NOW.getTime() + number * 1000),
        })),
      }),
    );
    const { moves } = await view();
    expect(moves.map(({ customerId }) => Number(customerId))).toEqual([11, 10, 9, 8, 7]);
    expect(moves[0]).toMatchObject({ dimension: "value", from: "mid", to: "high" });
  });

  it("says what the last pass wrote", async () => {
    const run = { shopId: shop.id, startedAt: NOW, finishedAt: NOW, customersTotal: 8, customersDone: 8, tagsAdded: 16, refused: 1 };
    await withShop(test.db, shop.id, (tx) => tx.writeRun.create({ data: run }));
    expect((await view()).lastWrite).toMatchObject({ customers: 8, tagsAdded: 16, refused: 1, problem: null, finishedAt: NOW.toISOString() });
  });

  it("is made of plain values", async () => {
    await addScores(test.owner, shop, 3);
    await addImport("done");
    const home = await view();
    expect(JSON.parse(JSON.stringify(home))).toEqual(home);
  });

  it("shows nothing of another shop", async () => {
    await addScores(test.owner, other, 50);
    await addOrders(test.db, other.id, [{ id: 1n, customerId: 5n, netMinor: 100 }]);
    await addUp(test.db, shop);
    const home = await view();
    expect(home.scored?.ledger.orders).toBe(0);
    expect(home.scored?.totals.customers).toBe(0);
  });

  it("adds up nobody: it is as quick at a million customers", async () => {
    await addScores(test.owner, shop, 100);
    await addUp(test.db, shop);
    const { scored } = await withoutCustomers(test.owner, view);
    expect(scored?.totals.customers).toBe(100);
  });
});
