import { pino } from "pino";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Purchase } from "#app/clv/purchase-history.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { changeDefinition } from "#app/segments/change-definition.server.ts";
import { DEFAULT_DEFINITION, type SegmentDefinition } from "#app/segments/definition.ts";
import { Alike } from "#app/segments/find-alike.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { tagsInUse } from "#app/segments/tag-names.ts";
import type { PacedShopify } from "#app/shopify/admin.server.ts";
import { ShopifyError } from "#app/shopify/shopify-error.ts";
import { measureWrites } from "#app/tags/measure-writes.server.ts";
import { previewDefinition } from "#app/tags/preview-definition.server.ts";
import { readMarks } from "#app/tags/read-marks.repo.server.ts";
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

const NOTHING = { customers: 0, retagged: 0, tagsAdded: 0, tagsRemoved: 0, metafields: 0, outstanding: 0 };

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
const ask = async (draft: unknown) => previewDefinition({ db: test.db, clock: () => NOW, log: pino({ level: "silent" }), shopify }, await shop(), draft);
const preview = async (draft: unknown) => {
  const answer = await ask(draft);
  if (answer.kind !== "previewed") throw new Error(`The preview is ${answer.kind}.`);
  return answer;
};
const withValue = (value: Partial<SegmentDefinition["value"]>): SegmentDefinition => ({ ...DEFAULT_DEFINITION, value: { ...DEFAULT_DEFINITION.value, ...value } });
const readRows = () => withShop(test.db, shopId, (tx) => tx.customerScore.findMany({ orderBy: { customerId: "asc" } }));

/** As after a write run: everybody carries what the current run wants. */
async function writeAsWanted() {
  await test.db.prisma.shop.update({ where: { id: shopId }, data: { soughtTags: tagsInUse(DEFAULT_DEFINITION).map(({ tag }) => tag) } });
  await withShop(test.db, shopId, (tx) => tx.customerWrite.deleteMany());
  for await (const page of readMarks(test.db, shopId, (marks) => marks)) {
    const data = page.map(({ customerId, wanted }) => ({ shopId, customerId, tags: [...wanted!.tags], metafields: wanted!.metafields, pending: false, writtenAt: NOW }));
    await withShop(test.db, shopId, (tx) => tx.customerWrite.createMany({ data }));
  }
}

/** As shops are in the middle of things: of every ten customers some have nothing yet, or something else, or nobody knows what. */
async function writeUnevenly() {
  await writeAsWanted();
  const where = (remainder: number) => `WHERE shop_id = ${shopId} AND customer_id % 10 = ${remainder}`;
  await test.owner.query(`DELETE FROM customer_writes ${where(0)}`);
  await test.owner.query(`UPDATE customer_writes SET pending = true ${where(1)}`);
  await test.owner.query(`UPDATE customer_writes SET error = 'no', written_at = $1 ${where(2)}`, [NOW]);
  await test.owner.query(`UPDATE customer_writes SET error = 'no', written_at = '2026-01-01' ${where(3)}`);
  await test.owner.query(`UPDATE customer_writes SET tags = '{clv:mine}' ${where(4)}`);
  await test.owner.query("DELETE FROM hand_changes");
  await test.owner.query(`INSERT INTO hand_changes SELECT shop_id, customer_id, 'stage', $1, '{clv:stage-lost}', '{}', 1, true FROM customer_writes ${where(5)}`, [NOW]);
  await test.owner.query(`UPDATE customer_writes SET metafields = jsonb_set(metafields, '{lifetime_value}', '"1.00"') ${where(6)}`);
  await test.owner.query(`INSERT INTO customer_writes SELECT shop_id, customer_id + 90000, tags, metafields, pending, in_bulk, version, error, written_at FROM customer_writes ${where(7)}`);
  await test.owner.query(`INSERT INTO customer_merges SELECT shop_id, customer_id, 1 FROM customer_writes ${where(8)} ON CONFLICT DO NOTHING`);
}

beforeAll(async () => {
  const { id } = await test.db.prisma.shop.create({
    data: { domain: "preview.myshopify.com", currency: "EUR", timeZone: "UTC", scopes: [], installedAt: NOW },
  });
  shopId = id;
  const purchases: Purchase[][] = simulateCalendar(seededDice(5), { customers: CUSTOMERS, days: DAYS, meanMinor: 4000, activity: () => 1 });
  await storePurchases(test.db, shopId, purchases.map((own) => own.map(({ day, valueMinor }) => ({ day: TODAY - DAYS + 1 + day, valueMinor }))));
  expect(await ask(DEFAULT_DEFINITION)).toEqual({ kind: "no-run" });
  await score();
  await writeAsWanted();
});

describe("the preview of a definition", () => {
  it("finds nothing to do where nothing changes, and refuses what cannot be saved", async () => {
    const { customers, sampled, moves, writes, cost, tags } = await preview(DEFAULT_DEFINITION);
    expect({ customers, sampled, moves }).toEqual({ customers: CUSTOMERS, sampled: CUSTOMERS, moves: 0 });
    expect(writes).toEqual(NOTHING);
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
    expect(writes).toEqual({ ...NOTHING, customers: vips, retagged: vips, tagsAdded: vips, tagsRemoved: vips });
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

  it("takes no name for ours before it was looked for", async () => {
    await test.db.prisma.shop.update({ where: { id: shopId }, data: { soughtTags: [] } });
    search.mockReset().mockImplementation((query) => Promise.resolve(query === 'tag:"clv:value-vip"' ? ["CLV:Value-VIP"] : []));
    expect((await preview(DEFAULT_DEFINITION)).foreign).toEqual({ status: "read", data: ["clv:value-vip"] });
    await writeAsWanted();
  });

  it("marks segments that are smaller than the draft allows, and none that nobody is in", async () => {
    const marked = async (smallestSegment: number) => (await preview({ ...DEFAULT_DEFINITION, smallestSegment })).tags.filter(({ few }) => few).map(({ tag }) => tag);
    const { tags } = await preview(DEFAULT_DEFINITION);
    const largest = Math.max(...tags.map(({ after }) => after));
    expect(await marked(0)).toEqual([]);
    expect(await marked(largest)).toEqual(tags.filter(({ after }) => after > 0 && after < largest).map(({ tag }) => tag));
    expect(await marked(largest + 1)).toEqual(tags.filter(({ after }) => after > 0).map(({ tag }) => tag));
  });

  it("tells what the last run has not written yet from what the draft adds to it", async () => {
    const rows = await readRows();
    const vips = rows.filter(({ valueTier }) => valueTier === "vip").length;
    const draft = withValue({ names: { ...DEFAULT_DEFINITION.value.names, vip: "Gold" } });
    await withShop(test.db, shopId, (tx) => tx.customerWrite.deleteMany());
    const { writes, tags, cost } = await preview(draft);
    expect(writes).toMatchObject({ customers: CUSTOMERS, retagged: CUSTOMERS, tagsAdded: 2 * CUSTOMERS, tagsRemoved: 0, outstanding: CUSTOMERS });
    expect(tags[1]).toMatchObject({ tag: "clv:Gold", before: 0, after: vips });
    expect(cost.way).toBe("bulk");
    // What a draft has in common with what stands there already is no work, whatever the run wants.
    await writeAsWanted();
    await withShop(test.db, shopId, (tx) => tx.customerWrite.updateMany({ where: { tags: { has: "clv:value-vip" } }, data: { tags: ["clv:Gold", "clv:stage-active"] } }));
    const stages = rows.filter(({ valueTier, stage }) => valueTier === "vip" && stage !== "active").length;
    expect((await preview(draft)).writes).toEqual({ ...NOTHING, customers: stages, retagged: stages, tagsAdded: stages, tagsRemoved: stages, outstanding: stages });
    await writeAsWanted();
  });

  it("foretells that a segment is not tagged any more: its tags go, and nobody moves", async () => {
    const vips = (await readRows()).filter(({ valueTier }) => valueTier === "vip").length;
    const { tags, writes, moves } = await preview(withValue({ tagged: ["high", "mid", "low", "negative"] }));
    expect(tags[0]).toEqual({ tag: "clv:value-vip", before: vips, after: 0, few: false });
    expect(writes).toEqual({ ...NOTHING, customers: vips, retagged: vips, tagsRemoved: vips });
    expect(moves).toBe(0);
  });

  it.each<[string, () => SegmentDefinition]>([
    ["shares", () => withValue({ tiers: { by: "share", vip: 0.1, high: 0.3, mid: 0.2 }, fallShare: 0 })],
    ["amounts", () => withValue({ tiers: { by: "amount", currency: "EUR", vip: 90_000, high: 20_000, mid: 5_000 } })],
    ["another horizon", () => ({ ...DEFAULT_DEFINITION, horizon: { horizonDays: 30, annualDiscountRate: 0 } })],
    ["other stages", () => ({ ...DEFAULT_DEFINITION, stage: { ...DEFAULT_DEFINITION.stage, newWindowDays: 3, rule: { ...DEFAULT_DEFINITION.stage.rule, activeUpToCycles: 0.5 } } })],
  ])("foretells what the run after it makes of %s, and what that writes, to the last tag", async (_, drafted) => {
    await writeUnevenly();
    const foretold = await preview(drafted());
    const before = await readRows();
    const version = await withShop(test.db, shopId, (tx) => tx.segmentDefinition.count());
    await changeDefinition({ db: test.db, clock: () => NOW }, { id: shopId, currency: "EUR" }, { draft: drafted(), version, staffId: null });
    await score();
    const after = await readRows();
    const moved = after.flatMap((row, index) => [row.valueTier !== before[index]!.valueTier, row.stage !== before[index]!.stage]).filter(Boolean).length;
    expect(foretold.moves).toBe(moved);
    expect(foretold.moves).toBeGreaterThan(10);
    const { changes, points } = await measureWrites({ db: test.db, clock: () => NOW }, shopId);
    expect(foretold.writes).toEqual({ ...changes, outstanding: foretold.writes.outstanding });
    expect(foretold.writes.outstanding).toBeGreaterThan(CUSTOMERS / 10);
    expect(foretold.writes.outstanding).toBeLessThan(changes.customers);
    expect(foretold.cost).toMatchObject({ way: points > 1000 ? "bulk" : "direct" });
    for (const tier of ["vip", "high", "mid", "low"]) {
      const count = after.filter(({ valueTier }) => valueTier === tier).length;
      expect(foretold.tags.find(({ tag }) => tag === `clv:value-${tier}`)?.after ?? 0, tier).toBe(count);
    }
  });
});
