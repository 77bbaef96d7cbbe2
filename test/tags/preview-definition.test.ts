import { pino } from "pino";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Purchase } from "#app/clv/purchase-history.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { changeDefinition } from "#app/segments/change-definition.server.ts";
import { DEFAULT_DEFINITION, type SegmentDefinition } from "#app/segments/definition.ts";
import { Alike } from "#app/segments/find-alike.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import type { PacedShopify } from "#app/shopify/admin.server.ts";
import { ShopifyError } from "#app/shopify/shopify-error.ts";
import { previewDefinition } from "#app/tags/preview-definition.server.ts";
import { localDay } from "#app/time/local-day.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulateCalendar } from "../scoring/simulate-calendar.ts";
import { storePurchases } from "../segments/store-purchases.ts";
import { useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();
const NOW = new Date("2026-11-22T12:00:00Z");
const TODAY = localDay(NOW, "UTC");
const DAYS = 400;
const CUSTOMERS = 500;

let shopId: bigint;

const score = () =>
  scoreShop(
    { db: test.db, clock: () => NOW, log: pino({ level: "silent" }), shopify: { run: () => Promise.reject(new Error("not asked")) } },
    { shopId: String(shopId) },
    { onScored: async () => {} },
  );
const shop = async () => {
  const { currentRunId } = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  return { id: shopId, currency: "EUR", currentRunId };
};
/** Whose tags Shopify's search finds. */
const search = vi.fn<(query: string) => Promise<string[]>>(() => Promise.resolve([]));
const shopify: PacedShopify = {
  run: async (_shop, _operation, variables) => ({ customers: { nodes: [{ tags: await search((variables as { query: string }).query) }] } }) as never,
  pointsASecond: () => 200,
};
const ask = async (draft: unknown) => previewDefinition({ db: test.db, log: pino({ level: "silent" }), shopify }, await shop(), draft);
const preview = async (draft: unknown) => {
  const answer = await ask(draft);
  if (answer.kind !== "previewed") throw new Error(`The preview is ${answer.kind}.`);
  return answer;
};
const withValue = (value: Partial<SegmentDefinition["value"]>): SegmentDefinition => ({ ...DEFAULT_DEFINITION, value: { ...DEFAULT_DEFINITION.value, ...value } });
const readRows = () => withShop(test.db, shopId, (tx) => tx.customerScore.findMany({ orderBy: { customerId: "asc" } }));

beforeAll(async () => {
  const { id } = await test.db.prisma.shop.create({
    data: { domain: "preview.myshopify.com", currency: "EUR", timeZone: "UTC", scopes: [], installedAt: NOW },
  });
  shopId = id;
  const purchases: Purchase[][] = simulateCalendar(seededDice(5), { customers: CUSTOMERS, days: DAYS, meanMinor: 4000, activity: () => 1 });
  await storePurchases(test.db, shopId, purchases.map((own) => own.map(({ day, valueMinor }) => ({ day: TODAY - DAYS + 1 + day, valueMinor }))));
  expect(await ask(DEFAULT_DEFINITION)).toEqual({ kind: "no-run" });
  await score();
  await withShop(test.db, shopId, (tx) =>
    tx.customerWrite.create({ data: { shopId, customerId: 1, tags: ["clv:value-low"], metafields: {}, pending: false, writtenAt: NOW } }),
  );
});

describe("the preview of a definition", () => {
  it("finds nothing to do where nothing changes, and refuses what cannot be saved", async () => {
    const { customers, sampled, moves, writes, cost, tags } = await preview(DEFAULT_DEFINITION);
    expect({ customers, sampled, moves }).toEqual({ customers: CUSTOMERS, sampled: CUSTOMERS, moves: 0 });
    expect(writes).toEqual({ customers: 0, tagsAdded: 0, tagsRemoved: 0, metafields: 0 });
    expect(cost).toEqual({ way: "direct", points: 0, seconds: 0 });
    expect(tags.every(({ before, after }) => before === after)).toBe(true);
    expect(await ask(withValue({ fallShare: 2 }))).toMatchObject({ kind: "refused" });
    expect(search).not.toHaveBeenCalled();
  });

  it("finds the neighbours alike that the run found so", async () => {
    const { alike } = await preview(DEFAULT_DEFINITION);
    const run = await withShop(test.db, shopId, (tx) => tx.scoreRun.findFirstOrThrow({ orderBy: { id: "desc" } }));
    expect(Alike.array().parse(run.alike)).toEqual(alike);
  });

  it("foretells a new name exactly: two tag changes a customer who has it, and no other", async () => {
    const vips = (await readRows()).filter(({ valueTier }) => valueTier === "vip").length;
    const { tags, writes, cost, moves } = await preview(withValue({ names: { ...DEFAULT_DEFINITION.value.names, vip: "Gold" } }));
    expect(tags.slice(0, 2)).toEqual([
      { tag: "clv:value-vip", before: vips, after: 0, few: false },
      { tag: "clv:Gold", before: 0, after: vips, few: true },
    ]);
    expect(writes).toEqual({ customers: vips, tagsAdded: vips, tagsRemoved: vips, metafields: 0 });
    expect(cost).toEqual({ way: "direct", points: 20 * vips, seconds: vips / 10 });
    expect(moves).toBe(0);
  });

  it("says which new names customers carry already, and nothing of such names where Shopify does not answer", async () => {
    const draft = withValue({ names: { ...DEFAULT_DEFINITION.value.names, vip: "Gold", high: 'a "b"' } });
    search.mockReset().mockImplementation((query) => Promise.resolve(query === 'tag:"clv:Gold"' ? ["x", "CLV:gold"] : ["clv:a b"]));
    expect((await preview(draft)).foreign).toEqual({ status: "read", data: ["clv:Gold"] });
    expect(search.mock.calls).toEqual([['tag:"clv:Gold"'], ['tag:"clv:a  b "']]);
    search.mockReset().mockRejectedValue(new ShopifyError("unavailable", "no answer"));
    expect(await preview(draft)).toMatchObject({ kind: "previewed", customers: CUSTOMERS, foreign: { status: "unavailable" } });
  });

  it("takes no name for ours before anything was written", async () => {
    const write = await withShop(test.db, shopId, (tx) => tx.customerWrite.findFirstOrThrow());
    await withShop(test.db, shopId, (tx) => tx.customerWrite.deleteMany());
    search.mockReset().mockImplementation((query) => Promise.resolve(query === 'tag:"clv:value-vip"' ? ["CLV:Value-VIP"] : []));
    expect((await preview(DEFAULT_DEFINITION)).foreign).toEqual({ status: "read", data: ["clv:value-vip"] });
    await withShop(test.db, shopId, (tx) => tx.customerWrite.create({ data: { ...write, metafields: {} } }));
  });

  it("marks segments that are smaller than the draft allows, and none that nobody is in", async () => {
    const marked = async (smallestSegment: number) => (await preview({ ...DEFAULT_DEFINITION, smallestSegment })).tags.filter(({ few }) => few).map(({ tag }) => tag);
    const { tags } = await preview(DEFAULT_DEFINITION);
    const largest = Math.max(...tags.map(({ after }) => after));
    expect(await marked(0)).toEqual([]);
    expect(await marked(largest)).toEqual(tags.filter(({ after }) => after > 0 && after < largest).map(({ tag }) => tag));
    expect(await marked(largest + 1)).toEqual(tags.filter(({ after }) => after > 0).map(({ tag }) => tag));
  });

  it.each<[string, () => SegmentDefinition]>([
    ["shares", () => withValue({ tiers: { by: "share", vip: 0.1, high: 0.3, mid: 0.2 }, fallShare: 0 })],
    ["amounts", () => withValue({ tiers: { by: "amount", currency: "EUR", vip: 90_000, high: 20_000, mid: 5_000 } })],
    ["another horizon", () => ({ ...DEFAULT_DEFINITION, horizon: { horizonDays: 30, annualDiscountRate: 0 } })],
    ["other stages", () => ({ ...DEFAULT_DEFINITION, stage: { ...DEFAULT_DEFINITION.stage, newWindowDays: 3, rule: { ...DEFAULT_DEFINITION.stage.rule, activeUpToCycles: 0.5 } } })],
  ])("foretells what the run after it makes of %s", async (_, drafted) => {
    const foretold = await preview(drafted());
    const before = await readRows();
    const version = await withShop(test.db, shopId, (tx) => tx.segmentDefinition.count());
    await changeDefinition({ db: test.db, clock: () => NOW }, { id: shopId, currency: "EUR" }, { draft: drafted(), version, staffId: null });
    await score();
    const after = await readRows();
    const moved = after.flatMap((row, index) => [row.valueTier !== before[index]!.valueTier, row.stage !== before[index]!.stage]).filter(Boolean).length;
    expect(foretold.moves).toBe(moved);
    expect(foretold.moves).toBeGreaterThan(10);
    for (const tier of ["vip", "high", "mid", "low"]) {
      const count = after.filter(({ valueTier }) => valueTier === tier).length;
      expect(foretold.tags.find(({ tag }) => tag === `clv:value-${tier}`)?.after ?? 0, tier).toBe(count);
    }
  });
});
