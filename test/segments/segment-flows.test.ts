import { pino } from "pino";
import { beforeEach, describe, expect, it } from "vitest";
import { eraseCustomer } from "#app/compliance/erase-customer.repo.server.ts";
import { noteAutomationWish } from "#app/compliance/note-automation-wish.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { mergeCustomers } from "#app/orders/merge-customers.server.ts";
import { changeDefinition } from "#app/segments/change-definition.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import type { Flow } from "#app/segments/flow-counts.ts";
import { FLOW_PLACES, type FlowDimension } from "#app/segments/flow-places.ts";
import { scoreCustomer } from "#app/segments/score-customer.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { LEFT_TO_PAGES, findFlowMoments, readFlows } from "#app/segments/segment-flows.repo.server.ts";
import { StageTotals } from "#app/segments/stage-totals.ts";
import { TierTotals } from "#app/segments/tier-totals.ts";
import { localDay } from "#app/time/local-day.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulateCalendar } from "../scoring/simulate-calendar.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { happenBefore, MOMENTS } from "./happen-before.ts";
import { storeOrder, storePurchases } from "./store-purchases.ts";

const test = useTestDatabase();
const DAY_MS = 86_400_000;
const FIRST_NIGHT = new Date("2026-06-01T03:00:00Z");
const CUSTOMERS = 60;

type Sorted = Map<bigint, { value: string; stage: string }>;

let now: Date;
let shopId: bigint;
let nextOrder: bigint;
/** How everybody was sorted in each moment that was remembered, by its run. */
let then: Map<bigint, Sorted>;

const deps = (db = test.db) => ({
  db, shopify: { run: () => Promise.reject(new Error("scoring asks nothing of Shopify")) }, clock: () => now, log: pino({ level: "silent" }),
});
const scoreOne = (customerId: bigint) => scoreCustomer(deps(), { shopId: String(shopId), customerId: String(customerId) }, { onScored: async () => {} });

beforeEach(async () => {
  await test.owner.query("TRUNCATE shops CASCADE");
  now = FIRST_NIGHT;
  nextOrder = 100_000n;
  then = new Map();
  const shop = await test.db.prisma.shop.create({
    data: { domain: "one.myshopify.com", currency: "EUR", timeZone: "UTC", scopes: [], installedAt: now },
  });
  shopId = shop.id;
  const today = localDay(now, "UTC");
  const shopped = simulateCalendar(seededDice(11), { customers: CUSTOMERS, days: 300, meanMinor: 4000, activity: () => 1 });
  await storePurchases(test.db, shopId, shopped.map((purchases) => purchases.map(({ day, valueMinor }) => ({ day: today - 300 + day, valueMinor }))));
});

const sorted = async (): Promise<Sorted> => {
  const rows = await withShop(test.db, shopId, async (tx) => {
    const { currentRunId: runId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
    return tx.customerScore.findMany({ where: { shopId, runId: runId! } });
  });
  return new Map(rows.map((row) => [row.customerId, { value: row.valueTier, stage: row.stage }]));
};

async function scoreAll(db = test.db): Promise<void> {
  await scoreShop(deps(db), { shopId: String(shopId) }, { onScored: async () => {} });
  const newest = (await withShop(test.db, shopId, (tx) => findFlowMoments(tx, shopId))).at(-1)!;
  if (!then.has(newest.runId)) then.set(newest.runId, await sorted());
}

async function buy(customerId: bigint, valueMinor: number): Promise<void> {
  nextOrder += 1n;
  await storeOrder(test.db, shopId, { id: nextOrder, customerId, day: localDay(now, "UTC"), valueMinor });
  await scoreOne(customerId);
}

async function merge(from: bigint, to: bigint): Promise<void> {
  await mergeCustomers({ db: test.db }, { shopId: String(shopId), fromCustomerId: String(from), toCustomerId: String(to) }, { onChanged: async () => {} });
  await Promise.all([scoreOne(from), scoreOne(to)]);
}

const object = (customerId: bigint, out: boolean) =>
  noteAutomationWish({ db: test.db, clock: () => now }, shopId, { customerId, out, staffId: undefined });

/** Whoever is erased and comes back is somebody new: in the test's memory they go on under a number that nobody has. */
async function erase(customerId: bigint): Promise<void> {
  await eraseCustomer(test.db, { shopId, customerId, orderIds: [] }, now);
  for (const moment of then.values()) {
    const was = moment.get(customerId);
    if (!was) continue;
    moment.delete(customerId);
    moment.set(-(nextOrder++), was);
  }
}

function fromScratch(before: Sorted, after: Sorted, dimension: FlowDimension): number[][] {
  const everybody = [...new Set([...before.keys(), ...after.keys()])];
  const places: readonly (string | null)[] = FLOW_PLACES[dimension];
  const whereIs = (id: bigint, at: Sorted) => at.get(id)?.[dimension] ?? null;
  return places.map((from) =>
    places.map((to) => everybody.filter((id) => whereIs(id, before) === from && whereIs(id, after) === to).length));
}

const columnSums = (counts: number[][]) => counts[0]!.map((_, to) => counts.reduce((sum, row) => sum + row[to]!, 0));

/** Since every moment, of all at once and of one alone, and the same sizes as the table of segments has. */
async function expectFromScratch(): Promise<void> {
  const current = await sorted();
  const flows = await withShop(test.db, shopId, (tx) => readFlows(tx, shopId, null));
  expect(flows.map(({ runId }) => runId)).toEqual([...then.keys()]);
  for (const { runId, value, stage } of flows) {
    const before = then.get(runId)!;
    expect({ value, stage }).toEqual({ value: fromScratch(before, current, "value"), stage: fromScratch(before, current, "stage") });
  }
  const one = flows[Math.floor(flows.length / 2)]!;
  expect(await withShop(test.db, shopId, (tx) => readFlows(tx, shopId, [one.runId]))).toEqual([one]);
  const run = await withShop(test.db, shopId, (tx) => tx.shop.findFirstOrThrow().then(({ currentRunId }) => tx.scoreRun.findFirstOrThrow({ where: { id: currentRunId! } })));
  expect(columnSums(one.value).slice(0, -1)).toEqual(TierTotals.parse(run.tiers).map(({ customers }) => customers));
  expect(columnSums(one.stage).slice(0, -1)).toEqual(StageTotals.parse(run.stages).map(({ customers }) => customers));
}

const movedIn = ({ value, stage }: Flow) => [value, stage].map((counts) => counts.flatMap((row, from) => row.filter((_, to) => from !== to)).reduce((sum, it) => sum + it, 0));

describe("who went where since a night", () => {
  it("is what a count of everybody then and now says, through runs, orders, merges, wishes, erasures and another definition", async () => {
    const dice = seededDice(5);
    const somebody = () => BigInt(1 + Math.floor(dice() * (CUSTOMERS + 10)));
    const live = async () => {
      for (let orders = 0; orders < 4; orders += 1) await buy(somebody(), Math.ceil(dice() * 20_000));
      await buy(nextOrder, 5000); // Somebody new.
      if (dice() < 0.5) await merge(somebody(), BigInt(CUSTOMERS + 1));
      const who = somebody();
      await object(who, dice() < 0.7);
      if (dice() < 0.5) await scoreOne(who); // Else the next run leaves them out.
      if (dice() < 0.6) await erase(somebody());
    };
    for (let night = 0; night < 10; night += 1) {
      if (night === 6) {
        const draft = { ...DEFAULT_DEFINITION, value: { ...DEFAULT_DEFINITION.value, tiers: { by: "share", vip: 0.2, high: 0.2, mid: 0.4 } } };
        expect(await changeDefinition(deps(), { id: shopId, currency: "EUR" }, { draft, version: 0, staffId: null })).toMatchObject({ kind: "saved" });
      }
      await scoreAll(night % 3 === 2 ? happenBefore(test.db, MOMENTS["after it has read and computed"], live) : test.db);
      await expectFromScratch();
      await live();
      await expectFromScratch();
      now = new Date(now.getTime() + (1 + Math.floor(dice() * 25)) * DAY_MS);
    }
    expect(then.size).toBe(10);
    const [first] = await withShop(test.db, shopId, (tx) => readFlows(tx, shopId, null));
    for (const moved of movedIn(first!)) expect(moved).toBeGreaterThan(20);
    expect(first!.value.at(-1)!.some((came) => came > 0) && first!.value.some((row) => row.at(-1)! > 0)).toBe(true);
    expect(first!.sorting.definitionVersion).toBe(0);
  }, 120_000);

  it("begins with one moment a night, however many runs there are", async () => {
    await scoreAll();
    now = new Date(now.getTime() + 8 * 3_600_000);
    await scoreAll();
    expect(then.size).toBe(1);
    await expectFromScratch();
    now = new Date(FIRST_NIGHT.getTime() + DAY_MS - 600_000);
    await scoreAll();
    expect(then.size).toBe(2);
  });

  it("is told of later moments, too, when the newest moves of an earlier one have been erased", async () => {
    await scoreAll();
    now = new Date(FIRST_NIGHT.getTime() + 23 * 3_600_000);
    const [gone, newest] = [777_777n, 1_000_000n];
    const move = { shopId, customerId: gone, dimension: "value", movedAt: now };
    await withShop(test.db, shopId, (tx) =>
      tx.segmentMove.createMany({ data: [{ ...move, id: newest - 1n, to: "low" }, { ...move, id: newest, from: "low" }] }));
    await test.owner.query("SELECT setval(pg_get_serial_sequence('segment_moves', 'id'), $1)", [String(newest)]);
    await scoreAll();
    await erase(gone);
    // Within a day nobody moves by time alone: the erased ones stay the last that the next moment can know of.
    now = new Date(now.getTime() + 20 * 3_600_000 + 1000);
    await scoreAll();
    expect(then.size).toBe(3);
    const afters = (await withShop(test.db, shopId, (tx) => tx.segmentFlow.findMany({ where: { shopId }, orderBy: { runId: "asc" } }))).map(({ after }) => Number(after));
    expect(afters).toEqual(afters.toSorted((one, other) => one - other));
    await buy(1n, 100_000);
    await expectFromScratch();
  });

  it("is added up once more than a page is to add up has happened, and stays the same", async () => {
    await scoreAll();
    const carriedTo = async () => (await withShop(test.db, shopId, (tx) => tx.segmentFlow.findFirstOrThrow())).carriedTo;
    const begun = await carriedTo();
    const move = { shopId, dimension: "value", movedAt: now };
    await withShop(test.db, shopId, (tx) =>
      tx.segmentMove.createMany({
        // Each comes and goes; two more, sorted by value and by stage, make it just as many as a page adds up.
        data: Array.from({ length: LEFT_TO_PAGES / 2 - 2 }, (_, index) => BigInt(1000 + index)).flatMap((customerId) => [{ ...move, customerId, to: "low" }, { ...move, customerId, from: "low" }]),
      }));
    await buy(500n, 5000);
    expect(await carriedTo()).toBe(begun);
    await buy(501n, 5000);
    expect(await carriedTo()).toBe(begun);
    await buy(502n, 5000);
    expect(await carriedTo()).toBeGreaterThan(begun);
    await expectFromScratch();
  });

  it("is left alone by another shop's moves", async () => {
    await scoreAll();
    const other = await test.db.prisma.shop.create({ data: { domain: "two.myshopify.com", scopes: [], installedAt: now } });
    const move = { shopId: other.id, customerId: 1n, dimension: "value", movedAt: now };
    await withShop(test.db, other.id, (tx) => tx.segmentMove.createMany({ data: [{ ...move, from: "low", to: "vip" }, { ...move, from: "vip", to: null }] }));
    await expectFromScratch();
  });
});
