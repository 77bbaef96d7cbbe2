import { pino } from "pino";
import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { changeDefinition } from "#app/segments/change-definition.server.ts";
import { DEFAULT_DEFINITION, type SegmentDefinition } from "#app/segments/definition.ts";
import { findDefinition } from "#app/segments/definitions.repo.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { SegmentBorders } from "#app/segments/segment-borders.ts";
import { localDay } from "#app/time/local-day.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { emptyQueue, waitingJobs } from "../support/waiting-jobs.ts";
import { storePurchases } from "./store-purchases.ts";

const test = useTestDatabase();
const NOW = new Date("2026-11-22T12:00:00Z");
const TODAY = localDay(NOW, "UTC");

let shop: { id: bigint; currency: string };
let shops = 0;

beforeEach(async () => {
  await emptyQueue(test.owner);
  const { id } = await test.db.prisma.shop.create({
    data: { domain: `tiers-${(shops += 1)}.myshopify.com`, currency: "EUR", timeZone: "UTC", scopes: [], installedAt: NOW },
  });
  shop = { id, currency: "EUR" };
});

const change = (draft: unknown, version: number, staffId: string | null = null) =>
  changeDefinition({ db: test.db, clock: () => NOW }, shop, { draft, version, staffId });
const withValue = (value: Partial<SegmentDefinition["value"]>): SegmentDefinition => ({ ...DEFAULT_DEFINITION, value: { ...DEFAULT_DEFINITION.value, ...value } });
const current = () => withShop(test.db, shop.id, (tx) => findDefinition(tx, shop.id));
const amounts = { by: "amount" as const, currency: "EUR", vip: 100_000, high: 5_000, mid: 1_000 };

describe("changing what the tags mean", () => {
  it("reads a definition from before segments had a smallest size", async () => {
    const { smallestSegment, ...older } = { ...DEFAULT_DEFINITION, prefix: "older:" };
    await withShop(test.db, shop.id, (tx) =>
      tx.segmentDefinition.create({ data: { shopId: shop.id, version: 1, definition: older, changes: [], staffId: null, changedAt: NOW } }));
    expect((await current()).definition).toEqual({ ...older, smallestSegment });
  });

  it("keeps who changed what and when, and has everybody scored", async () => {
    expect(await current()).toEqual({ version: 0, definition: DEFAULT_DEFINITION });
    expect(await change(withValue({ fallShare: 0.2 }), 0, "77")).toEqual({ kind: "saved", version: 1 });
    const second = withValue({ fallShare: 0.2, tiers: amounts });
    expect(await change(second, 1)).toEqual({ kind: "saved", version: 2 });

    expect(await current()).toEqual({ version: 2, definition: second });
    const rows = await withShop(test.db, shop.id, (tx) => tx.segmentDefinition.findMany({ orderBy: { version: "asc" } }));
    expect(rows).toMatchObject([
      { version: 1, changedAt: NOW, staffId: "77", changes: [{ place: "value.fallShare", from: 0.1, to: 0.2 }] },
      { version: 2, changedAt: NOW, staffId: null },
    ]);
    expect(rows[1]!.changes).toEqual([
      { place: "value.tiers.by", from: "share", to: "amount" },
      { place: "value.tiers.vip", from: 0.05, to: 100_000 },
      { place: "value.tiers.high", from: 0.15, to: 5_000 },
      { place: "value.tiers.mid", from: 0.3, to: 1_000 },
      { place: "value.tiers.currency", to: "EUR" },
    ]);
    expect(await waitingJobs(test.owner)).toEqual([{ name: "score-shop", payload: { shopId: String(shop.id) } }]);
  });

  it("does nothing for what is refused, what changes nothing, and what was made from an older version", async () => {
    expect(await change(withValue({ fallShare: 0.9 }), 0)).toEqual({
      kind: "refused", problems: [{ place: "value.fallShare", value: 0.9, allowed: { rule: "at-most", limit: 0.5 } }],
    });
    expect(await change(DEFAULT_DEFINITION, 0)).toEqual({ kind: "unchanged" });
    expect(await waitingJobs(test.owner)).toEqual([]);
    await change(withValue({ on: false }), 0);
    expect(await change(withValue({ fallShare: 0.2 }), 0)).toEqual({ kind: "outdated", version: 1 });
  });

  it("gives a name to another segment only once nobody carries it for the one before, however quickly somebody saves", async () => {
    const names = (value: Partial<SegmentDefinition["value"]["names"]>) => withValue({ names: { ...DEFAULT_DEFINITION.value.names, ...value } });
    const write = (tags: string[]) => withShop(test.db, shop.id, (tx) => tx.customerWrite.create({ data: { shopId: shop.id, customerId: 7n, tags, metafields: {}, pending: false, writtenAt: NOW } }));
    const swapped = names({ vip: "gold", high: "value-vip" });
    const inTheWay = { place: "value.names.high", value: "value-vip", allowed: { rule: "unlike-before", place: "value.names.vip", tag: "clv:value-vip" } };
    await write(["clv:stage-active", "clv:value-vip"]);
    expect(await change(names({ vip: "gold" }), 0)).toMatchObject({ kind: "saved" });
    expect(await change(swapped, 1)).toEqual({ kind: "refused", problems: [inTheWay] });
    expect(await change(names({ vip: "Value-VIP" }), 1)).toMatchObject({ kind: "refused", problems: [{ place: "value.names.vip", value: "Value-VIP" }] });
    // Back to what it was.
    expect(await change(DEFAULT_DEFINITION, 1)).toMatchObject({ kind: "saved" });
    expect(await change(names({ vip: "gold" }), 2)).toMatchObject({ kind: "saved" });
    await withShop(test.db, shop.id, (tx) => tx.customerWrite.deleteMany());
    await write(["clv:stage-active", "clv:gold"]);
    expect(await change(swapped, 3)).toMatchObject({ kind: "saved" });
  });

  it("lets one of two through who save at the same time", async () => {
    const answers = await Promise.all([change(withValue({ fallShare: 0.2 }), 0), change(withValue({ fallShare: 0.3 }), 0)]);
    expect(answers.map(({ kind }) => kind).sort()).toEqual(["outdated", "saved"]);
    expect(await current()).toMatchObject({ version: 1 });
  });
});

describe("a run", () => {
  const log = pino({ level: "silent" });
  const shopify = { run: () => Promise.reject(new Error("scoring asks nothing of Shopify")) };
  const score = () => scoreShop({ db: test.db, clock: () => NOW, log, shopify }, { shopId: String(shop.id) }, { onScored: async () => {} });
  const readRun = async () => {
    const { currentRunId } = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
    return withShop(test.db, shop.id, async (tx) => {
      const run = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId: shop.id, id: currentRunId! } } });
      const rows = await tx.customerScore.findMany({ orderBy: { customerId: "asc" } });
      return { run, borders: SegmentBorders.parse(run.borders), rows };
    });
  };

  beforeEach(() => storePurchases(test.db, shop.id, [6_000, 3_000, 500].map((valueMinor) => [{ day: TODAY - 20, valueMinor }])));

  it("sorts by the definition and keeps its version", async () => {
    const stage = { ...DEFAULT_DEFINITION.stage, newWindowDays: 5 };
    await change({ ...withValue({ tiers: amounts, basis: "historic" }), stage, horizon: { horizonDays: 90, annualDiscountRate: 0 } }, 0);
    await score();
    const { run, borders, rows } = await readRun();
    expect(run).toMatchObject({ horizonDays: 90, annualDiscountRate: 0 });
    expect(run.model).toMatchObject({ horizon: { horizonDays: 90, annualDiscountRate: 0 } });
    expect(borders).toMatchObject({ definitionVersion: 1, value: { vip: 100_000, high: 5_000, mid: 1_000 }, rhythm: { newWindowDays: 5 } });
    expect(rows.map(({ valueTier }) => valueTier)).toEqual(["high", "mid", "low"]);
    expect(rows.map(({ stage }) => stage)).toEqual(["active", "active", "active"]);
  });

  it("goes by the default shares where the amounts are in a currency that the shop has left", async () => {
    await change(withValue({ tiers: amounts }), 0);
    await test.db.prisma.shop.update({ where: { id: shop.id }, data: { currency: "JPY" } });
    await score();
    const { borders } = await readRun();
    expect(borders).toMatchObject({ definitionVersion: 1, definition: { value: { tiers: DEFAULT_DEFINITION.value.tiers } } });
  });
});
