import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { storeReach } from "#app/reach/reach.repo.server.ts";
import { totalInterval } from "#app/scoring/total-interval.ts";
import { changeDefinition } from "#app/segments/change-definition.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { requireShop } from "#app/shops/find-shop.repo.server.ts";
import { pauseWriting } from "#app/tags/pause-writing.server.ts";
import { readSegmentFlows } from "#app/views/segment-flows.view.server.ts";
import { viewSegments } from "#app/views/segments.view.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { addScores, addShop, addUp, NOW, type ScoredShop, withoutCustomers } from "./scored-shop.ts";

const test = useTestDatabase();
let shop: ScoredShop;

beforeEach(async () => {
  await test.owner.query("TRUNCATE shops CASCADE");
  shop = await addShop(test.db, test.owner, "one");
  await addScores(test.owner, shop, 40);
  await addUp(test.db, shop);
});

const deps = () => ({ db: test.db, clock: () => NOW });
const view = (currentRunId: bigint | null = shop.currentRunId, currency = "EUR", writing = "on") => viewSegments(deps(), { id: shop.id, currency, currentRunId, writing });
const amounts = { ...DEFAULT_DEFINITION, value: { ...DEFAULT_DEFINITION.value, tiers: { by: "amount" as const, currency: "EUR", vip: 900, high: 600, mid: 300 } } };
const save = (draft: unknown, version: number, staffId: string | null) =>
  changeDefinition(deps(), { id: shop.id, currency: "EUR" }, { draft, version, staffId });

describe("the page of segments", () => {
  it("has what can be set before anybody is sorted", async () => {
    expect(await view(null)).toEqual({
      activities: [], isWritingOff: false, waitingWrite: null, scoringFailed: false, current: null, latest: { version: 0, definition: DEFAULT_DEFINITION }, versions: [],
    });
  });

  it("says that nothing is written, whatever is set here, while writing rests", async () => {
    await pauseWriting(deps(), shop.id, { staffId: "42" });
    const { writing } = await requireShop(test.db, shop.id);
    // With the page's reader the shop was read already.
    await test.owner.query("REVOKE SELECT ON shops FROM perennial_app");
    try {
      expect((await view(shop.currentRunId, "EUR", writing)).isWritingOff).toBe(true);
    } finally {
      await test.owner.query("GRANT SELECT ON shops TO perennial_app");
    }
  });

  it("has each segment's customers and values as the run keeps them, and reads no customer for it", async () => {
    const { current } = await withoutCustomers(test.owner, () => view());
    expect(current).toMatchObject({ version: 0, definition: DEFAULT_DEFINITION, basis: "lifetime", borders: { vip: 9_000 }, newWindowDays: 40, reach: [] });
    // Customers 4, 8 … 40; 5, 10 … 40.
    expect(current!.tiers[0]).toEqual({ tier: "vip", customers: 10, lifetimeValueMinor: 33_000, range: null });
    expect(current!.stages![0]).toEqual({ stage: "new", customers: 8, lifetimeValueMinor: 27_000, range: null });
  });

  it("has the interval of each that is not empty, where the run has kept what it is made of", async () => {
    const factors = { level: 1, season: 1, deviation: 0 };
    const interval = {
      correction: { orders: factors, orderValue: factors }, total: { lowerMinor: 0, upperMinor: 0 }, shared: { leastOrder: 100, parameterVariance: 0.01, levelDeviation: 0 },
    };
    await test.owner.query("DELETE FROM customer_scores WHERE value_tier = 'low'");
    await test.owner.query("UPDATE customer_scores SET predicted_lower_minor = 0, predicted_upper_minor = 9000, predicted_variance = 160000, log_nothing = -2");
    await test.owner.query(`UPDATE score_runs SET "interval" = $1`, [interval]);
    await addUp(test.db, shop);
    const { current } = await withoutCustomers(test.owner, () => view());
    // Ten with a variance of 400 squared each, and a tenth of 11,000 for the parameters: lognormal around that.
    const uncertainty = { ...interval.shared, processVariance: 10 * 400 ** 2, logNothing: -20 };
    const ahead = totalInterval(11_000, uncertainty);
    expect(ahead.upperMinor - ahead.lowerMinor).toBeGreaterThan(4_000);
    expect(current!.tiers[0]).toEqual({
      tier: "vip", customers: 10, lifetimeValueMinor: 33_000, range: { lowerMinor: 22_000 + ahead.lowerMinor, upperMinor: 22_000 + ahead.upperMinor },
    });
    expect(current!.tiers[3]).toEqual({ tier: "low", customers: 0, lifetimeValueMinor: 0, range: null });
    expect(current!.stages!.every(({ range }) => range !== null)).toBe(true);
  });

  it("has a run from before stages were added up and neighbours compared", async () => {
    await withShop(test.db, shop.id, (tx) => tx.$executeRaw`UPDATE score_runs SET stages = NULL, alike = NULL WHERE shop_id = ${shop.id}`);
    expect((await view()).current).toMatchObject({ stages: null, alike: [] });
  });

  it("has the neighbours that do not differ, and who of each tag can be written to", async () => {
    const alike = [{ dimension: "stage", segments: ["lapsed", "lost"], customers: [8, 8], z: 0.5 }];
    await withShop(test.db, shop.id, async (tx) => {
      await tx.$executeRaw`UPDATE score_runs SET alike = ${JSON.stringify(alike)}::jsonb WHERE shop_id = ${shop.id}`;
      await storeReach(tx, shop.id, [{ tag: "clv:value-vip", customers: 10, email: 7, sms: 2, lookedAt: NOW }]);
    });
    expect((await view()).current).toMatchObject({ alike, reach: [{ tag: "clv:value-vip", email: 7, sms: 2, lookedAt: NOW.toISOString() }] });
  });

  it("has the segments in Shopify that the merchant has made their own, and those that Shopify would not have", async () => {
    const segment = { shopId: shop.id, segmentId: 7n, query: "" };
    await withShop(test.db, shop.id, (tx) =>
      tx.shopifySegment.createMany({
        data: [
          { ...segment, place: "value.names.vip", name: "Our best", byHand: "renamed" },
          { ...segment, place: "value.names.low", name: "Perennial: Low value" },
          { ...segment, place: "stage.names.new", name: "Perennial: New", segmentId: null, refusal: "Too many" },
        ],
      }),
    );
    expect((await view()).current!.changedSegments).toEqual([
      { name: "Our best", what: "renamed", reason: null },
      { name: "Perennial: New", what: "refused", reason: "Too many" },
    ]);
  });

  it("tells what holds from now on from what customers are sorted by, and has who changed what, the newest first", async () => {
    await save(amounts, 0, "42");
    await save({ ...amounts, smallestSegment: 50 }, 1, null);
    const { current, latest, versions } = await view();
    expect(current!.definition).toEqual(DEFAULT_DEFINITION);
    expect(latest).toEqual({ version: 2, definition: { ...amounts, smallestSegment: 50 } });
    expect(versions).toMatchObject([
      { version: 2, changedAt: NOW.toISOString(), staffId: null, changes: [{ place: "smallestSegment", from: 100, to: 50 }] },
      { version: 1, staffId: "42" },
    ]);
    expect(versions[1]!.changes).toContainEqual({ place: "value.tiers.currency", to: "EUR" });
  });

  it("has in which currency the amounts of each version are", async () => {
    await save(amounts, 0, null);
    await save({ ...amounts, smallestSegment: 50 }, 1, null);
    await save({ ...DEFAULT_DEFINITION, smallestSegment: 50 }, 2, null);
    expect((await view()).versions.map(({ currencies }) => currencies)).toEqual([
      { from: "EUR", to: null },
      { from: "EUR", to: "EUR" },
      { from: null, to: "EUR" },
    ]);
  });

  it("offers the default shares where amounts are in a currency that the shop has left", async () => {
    await save(amounts, 0, null);
    expect((await view(shop.currentRunId, "JPY")).latest.definition).toEqual(DEFAULT_DEFINITION);
  });

  it("has who moved since the moments before the run, by what else they moved, and reads no customer for it", async () => {
    const counts = Array.from({ length: 6 }, (_, from) => Array.from({ length: 6 }, (_, to) => 10 * from + to));
    const sorting = { definitionVersion: 0, basis: { value: "historic", stage: "lifetime" } };
    const moment = (runsAgo: bigint, daysAgo: number) => ({
      shopId: shop.id, runId: shop.currentRunId - runsAgo, since: new Date(NOW.getTime() - daysAgo * 86_400_000), sorting, after: 0n, carriedTo: 0n, value: counts, stage: counts,
    });
    await save(amounts, 0, null);
    await save({ ...amounts, smallestSegment: 50 }, 1, null);
    await withShop(test.db, shop.id, async (tx) => {
      await tx.segmentFlow.createMany({ data: [moment(2n, 45), moment(1n, 31), moment(0n, 0)] });
      await tx.$executeRaw`UPDATE score_runs SET borders = borders || '{"definitionVersion": 2}' WHERE shop_id = ${shop.id}`;
      await tx.segmentMove.create({ data: { shopId: shop.id, customerId: 4n, dimension: "value", from: null, to: "vip", movedAt: NOW } });
    });
    const { flows } = (await withoutCustomers(test.owner, () => view())).current!;
    expect(flows.beganAt).toBe("2026-10-07T12:00:00.000Z");
    expect(flows.periods.map(({ days, since }) => [days, since])).toEqual([[31, "2026-10-21T12:00:00.000Z"], [null, "2026-10-07T12:00:00.000Z"]]);
    const withMove = counts.map((row, from) => (from === 5 ? [51, ...row.slice(1)] : row));
    // Version 2 changed nothing that customers are sorted by, and neither did what stages go by.
    expect(flows.periods[0]!.value).toEqual({ counts: withMove, resortedBy: [{ version: 1, changedAt: NOW.toISOString() }], basisChanged: true });
    expect(flows.periods[0]!.stage).toEqual({ counts, resortedBy: [], basisChanged: false });
  });

  it("shows the moments that are left where a night removes one while it is read", async () => {
    const counts = Array.from({ length: 6 }, () => Array.from({ length: 6 }, () => 0));
    const sorting = { definitionVersion: 0, basis: { value: "historic", stage: "lifetime" } };
    const moment = (runsAgo: bigint, daysAgo: number) => ({
      shopId: shop.id, runId: shop.currentRunId - runsAgo, since: new Date(NOW.getTime() - daysAgo * 86_400_000), sorting, after: 0n, carriedTo: 0n, value: counts, stage: counts,
    });
    const shown = await withShop(test.db, shop.id, async (tx) => {
      await tx.segmentFlow.createMany({ data: [moment(2n, 95), moment(1n, 31)] });
      const run = await tx.scoreRun.findFirstOrThrow({ where: { shopId: shop.id, id: shop.currentRunId } });
      let readings = 0;
      const atNight = new Proxy(tx, {
        get: (it, name) => {
          if (name !== "segmentFlow" || (readings += 1) < 2) return Reflect.get(it, name) as unknown;
          return { findMany: async (wanted: object) => (await it.segmentFlow.deleteMany({ where: { shopId: shop.id, runId: run.id - 2n } }), it.segmentFlow.findMany(wanted)) };
        },
      });
      return readSegmentFlows(atNight, run);
    });
    expect(shown.periods.map(({ days }) => days)).toEqual([31]);
  });

  it("has nobody's moves before any are on record", async () => {
    expect((await view()).current!.flows).toEqual({ beganAt: null, periods: [] });
  });

  it("shows what is going on, and that a run was given up", async () => {
    const run = { shopId: shop.id, startedAt: NOW, observationEnd: NOW, currency: "EUR", horizonDays: 365, annualDiscountRate: 0.1 };
    await withShop(test.db, shop.id, (tx) => tx.scoreRun.create({ data: run }));
    await withShop(test.db, shop.id, (tx) => tx.writeRun.create({ data: { shopId: shop.id, startedAt: NOW, customersTotal: 8, customersDone: 2 } }));
    expect((await view()).activities).toMatchObject([{ what: "scoring" }, { what: "writing", done: 2, total: 8 }]);
    await withShop(test.db, shop.id, (tx) => tx.scoreRun.create({ data: { ...run, error: "out of memory" } }));
    expect(await view()).toMatchObject({ activities: [{ what: "writing" }], scoringFailed: true });
  });
});
