import { pino } from "pino";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { scoreCustomer } from "#app/segments/score-customer.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { addDefinition, findDefinition } from "#app/segments/definitions.repo.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { definitionChanges } from "#app/segments/definition-changes.ts";
import { LedgerTotals } from "#app/orders/ledger-totals.ts";
import { RECOUNTED_UP_TO_ORDERS } from "#app/orders/recounted-up-to.ts";
import { StageTotals } from "#app/segments/stage-totals.ts";
import { TierTotals } from "#app/segments/tier-totals.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { sumsOfRows } from "./sums-of-rows.ts";

const test = useTestDatabase();
const DAY = 86_400_000;
let now = new Date("2026-11-21T12:00:00Z");
let deps: Deps;
let shopId: bigint;
let otherShopId: bigint;
let nextOrder = 1n;

beforeAll(async () => {
  const shopify = { run: () => Promise.reject(new Error("scoring asks nothing of Shopify")) };
  deps = { db: test.db, shopify, clock: () => now, log: pino({ level: "silent" }) };
});

beforeEach(async () => {
  now = new Date("2026-11-21T12:00:00Z");
  await test.owner.query("TRUNCATE shops CASCADE");
  const makeShop = (domain: string) =>
    test.db.prisma.shop.create({
      data: { domain, currency: "EUR", timeZone: "Europe/Berlin", scopes: [], installedAt: now },
    });
  shopId = (await makeShop("one.myshopify.com")).id;
  otherShopId = (await makeShop("other.myshopify.com")).id;
});

type NewOrder = { customerId: bigint | null; daysAgo: number; netMinor: number; exclusion?: string };

async function addOrders(orders: NewOrder[], shop = shopId): Promise<void> {
  await withShop(test.db, shop, (tx) =>
    tx.order.createMany({
      data: orders.map(({ customerId, daysAgo, netMinor, exclusion }) => {
        const processedAt = new Date(now.getTime() - daysAgo * DAY);
        return {
          shopId: shop, id: nextOrder++, customerId, name: `#${nextOrder}`, processedAt, updatedAt: processedAt,
          orderDay: new Date(processedAt.toISOString().slice(0, 10)), test: exclusion === "test", financialStatus: "PAID",
          currency: "EUR", taxesIncluded: false, currentSubtotalMinor: netMinor, currentTaxMinor: 0, giftCardMinor: 0,
          refundDiscrepancyMinor: 0, netMinor, exclusion: exclusion ?? null,
        };
      }),
    }),
  );
}

/** Forty customers with one to five orders of rising value, every third bought only once. */
async function addShop(): Promise<void> {
  const orders: NewOrder[] = [];
  for (let customer = 1; customer <= 40; customer += 1) {
    const count = customer % 3 === 0 ? 1 : 1 + (customer % 5);
    for (let order = 0; order < count; order += 1) {
      orders.push({ customerId: BigInt(customer), daysAgo: 20 + customer * 5 + order * 30, netMinor: 1000 + customer * 150 });
    }
  }
  await addOrders(orders);
}

const score = (onScored = vi.fn(async () => {})) => scoreShop(deps, { shopId: String(shopId) }, { onScored });
const rescore = (customerId: bigint, onScored = vi.fn(async () => {})) =>
  scoreCustomer(deps, { shopId: String(shopId), customerId: String(customerId) }, { onScored });
const readRows = () => withShop(test.db, shopId, (tx) => tx.customerScore.findMany({ orderBy: { customerId: "asc" } }));
/** The sums that the newest run keeps. */
const readSums = async () => {
  const { tiers, stages } = await withShop(test.db, shopId, (tx) => tx.scoreRun.findFirstOrThrow({ orderBy: { id: "desc" } }));
  return { tiers: TierTotals.parse(tiers), stages: StageTotals.parse(stages) };
};

const readRow = async (customerId: bigint) => (await readRows()).find((row) => row.customerId === customerId);

describe("scoring a shop", () => {
  it("gives every customer with an order one row, and the run the sums of the rows", async () => {
    await addShop();
    await addOrders([{ customerId: null, daysAgo: 3, netMinor: 9_000_000 }]);
    await addOrders([{ customerId: 7n, daysAgo: 3, netMinor: 9_000_000 }], otherShopId);
    await score();
    const rows = await readRows();
    expect(rows.map((row) => Number(row.customerId))).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
    const run = await withShop(test.db, shopId, (tx) => tx.scoreRun.findFirstOrThrow());
    expect(await readSums()).toEqual(sumsOfRows(rows));
    const { customers, customersHistoricMinor } = LedgerTotals.parse(run.ledger);
    expect(customers).toBe(40);
    expect(Number(rows.reduce((sum, row) => sum + row.historicValueMinor, 0n))).toBe(customersHistoricMinor);
    const { rows: [sum] } = await test.owner.query("SELECT sum(net_minor) AS net FROM orders WHERE shop_id = $1 AND customer_id IS NOT NULL", [shopId]);
    expect(String(customersHistoricMinor)).toBe(sum.net);
    for (const row of rows) {
      expect(row.lifetimeValueMinor).toBe(row.historicValueMinor + row.predictedValueMinor);
      expect(row.ageDays - row.recencyDays).toBe(20 + Number(row.customerId) * 5);
    }
  });

  it("counts orders of one day as one purchase and leaves excluded ones out of the value", async () => {
    await addShop();
    await addOrders([
      { customerId: 99n, daysAgo: 50, netMinor: 1000 },
      { customerId: 99n, daysAgo: 50, netMinor: 500 },
      { customerId: 99n, daysAgo: 10, netMinor: 700, exclusion: "cancelled" },
      { customerId: 98n, daysAgo: 5, netMinor: 700, exclusion: "test" },
    ]);
    await score();
    expect(await readRow(99n)).toMatchObject({ ordersCount: 3, purchases: 1, historicValueMinor: 1500n, frequency: 0 });
    expect(await readRow(98n)).toMatchObject({
      ordersCount: 1, purchases: 0, historicValueMinor: 0n, predictedValueMinor: 0n, probabilityAlive: null, stage: "new",
    });
  });

  it("shows readers the old run until the new one is whole, even when the new one is cut off", async () => {
    await addShop();
    await score();
    const before = await readRows();
    await addOrders([{ customerId: 1n, daysAgo: 1, netMinor: 50_000 }]);
    await expect(score(vi.fn().mockRejectedValue(new Error("cut off")))).rejects.toThrow("cut off");
    const shop = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
    const seen = await withShop(test.db, shopId, (tx) => tx.customerScore.findMany({ where: { runId: shop.currentRunId! }, orderBy: { customerId: "asc" } }));
    expect(seen).toEqual(before);

    await score();
    const after = await readRows();
    expect(after).toHaveLength(before.length); // What was cut off is cleared away.
    expect((await readRow(1n))?.historicValueMinor).toBe(before[0]!.historicValueMinor + 50_000n);
  });

  it("records who moved between runs, and nobody when nothing changed", async () => {
    await addShop();
    await score();
    await score();
    const moves = () => withShop(test.db, shopId, (tx) => tx.segmentMove.findMany({ orderBy: { id: "asc" } }));
    expect(await moves()).toEqual([]);
    const low = (await readRows()).find((row) => row.valueTier === "low" && row.stage !== "active")!;
    await addOrders([{ customerId: low.customerId, daysAgo: 1, netMinor: 900_000 }]);
    await score();
    expect((await moves()).filter((move) => move.customerId === low.customerId)).toMatchObject([
      { dimension: "value", from: "low", to: "vip" },
      { dimension: "stage", from: low.stage, to: "active" },
    ]);
  });

  it.each([
    ["no orders at all", []],
    ["one order", [{ customerId: 1n, daysAgo: 3, netMinor: 100 }]],
    ["an order of today", [{ customerId: 1n, daysAgo: 0, netMinor: 100 }]],
    ["an order dated tomorrow", [{ customerId: 1n, daysAgo: -1, netMinor: 100 }]],
    ["guests only", [{ customerId: null, daysAgo: 3, netMinor: 100 }]],
    ["nothing that counts", [{ customerId: 1n, daysAgo: 3, netMinor: 0, exclusion: "not-positive" }]],
  ] as [string, NewOrder[]][])("ends well with %s", async (_, orders) => {
    await addOrders(orders);
    await score();
    const expected = new Set(orders.map((it) => it.customerId).filter((it) => it !== null)).size;
    expect(await readRows()).toHaveLength(expected);
  });

  it("refuses a shop that is not installed", async () => {
    await test.db.prisma.shop.update({ where: { id: shopId }, data: { uninstalledAt: now } });
    await expect(score()).rejects.toThrow(/not installed/);
  });
});

describe("a stage that days overdue do not bear out any more", () => {
  /** As she came into it while P(alive) counted, or the shop bought faster. */
  const put = (customerId: bigint, stage: string) => withShop(test.db, shopId, (tx) => tx.customerScore.updateMany({ where: { shopId, customerId }, data: { stage } }));
  const saveStages = (stage: object) =>
    withShop(test.db, shopId, async (tx) => {
      const { version, definition } = await findDefinition(tx, shopId);
      const changed = { ...definition, stage: { ...definition.stage, ...stage } };
      const changes = definitionChanges(definition, changed);
      await addDefinition(tx, shopId, { version: version + 1, definition: changed, changes, staffId: null, changedAt: now });
    });
  let judged: string;

  beforeEach(async () => {
    await addShop();
    await score();
    judged = (await readRow(4n))!.stage;
    expect(judged).not.toBe("lost");
    await put(4n, "lost");
  });

  it("is kept by a night and by a look at one customer alike, night after night", async () => {
    await rescore(4n);
    expect(await readRow(4n)).toMatchObject({ stage: "lost" });
    await score();
    now = new Date(now.getTime() + DAY);
    await score();
    expect(await readRow(4n)).toMatchObject({ stage: "lost" });
    await rescore(4n);
    expect(await readRow(4n)).toMatchObject({ stage: "lost" });
    const moves = await withShop(test.db, shopId, (tx) => tx.segmentMove.count({ where: { customerId: 4n, dimension: "stage" } }));
    expect(moves).toBe(0);
  });

  it.each([["a night", () => score()], ["a look at her alone", () => rescore(4n)]])("goes when an order is cancelled: %s", async (_, look) => {
    const newest = await withShop(test.db, shopId, (tx) => tx.order.findFirstOrThrow({ where: { customerId: 4n }, orderBy: { processedAt: "desc" } }));
    await withShop(test.db, shopId, (tx) => tx.order.update({ where: { shopId_id: { shopId, id: newest.id } }, data: { cancelledAt: now, exclusion: "cancelled" } }));
    await look();
    expect((await readRow(4n))!.stage).not.toBe("lost");
  });

  it.each([["a night", () => score()], ["a look at her alone", () => rescore(4n)]])("goes with the next order that counts, and with no other: %s", async (_, look) => {
    await addOrders([{ customerId: 4n, daysAgo: 1, netMinor: 100, exclusion: "test" }]);
    await look();
    expect(await readRow(4n)).toMatchObject({ stage: "lost" });
    await addOrders([{ customerId: 4n, daysAgo: 1, netMinor: 100 }]);
    await look();
    expect(await readRow(4n)).toMatchObject({ stage: "active" });
  });

  it("goes when the merchant saves another rule for stages, and with nothing else that they save", async () => {
    await saveStages({ names: { ...DEFAULT_DEFINITION.stage.names, lost: "gone" } });
    await score();
    expect(await readRow(4n)).toMatchObject({ stage: "lost" });
    await saveStages({ rule: { ...DEFAULT_DEFINITION.stage.rule, lostBeyondCycles: 9 } });
    await score();
    expect(await readRow(4n)).toMatchObject({ stage: judged });
  });
});

describe("scoring one customer", () => {
  it("gives the row that the whole run gave, when nothing changed", async () => {
    await addShop();
    await score();
    const before = await readRows();
    for (const { customerId } of before) await rescore(customerId);
    expect(await readRows()).toEqual(before);
  });

  it("takes in an order, and comes back when the order goes", async () => {
    await addShop();
    await score();
    const before = await readRow(3n);
    await addOrders([{ customerId: 3n, daysAgo: 0, netMinor: 500_000 }]);
    const onScored = vi.fn(async () => {});
    await rescore(3n, onScored);
    expect(await readRow(3n)).toMatchObject({ valueTier: "vip", stage: "active", historicValueMinor: before!.historicValueMinor + 500_000n });
    expect(onScored).toHaveBeenCalledWith(expect.anything(), shopId, 3n);
    expect(await readSums()).toEqual(sumsOfRows(await readRows()));
    await withShop(test.db, shopId, (tx) => tx.order.updateMany({ where: { netMinor: 500_000 }, data: { currentSubtotalMinor: 0, netMinor: 0, exclusion: "not-positive" } }));
    await rescore(3n);
    expect(await readRow(3n)).toEqual({ ...before, ordersCount: before!.ordersCount + 1, lastOrderDay: new Date("2026-11-21") });
  });

  it("is carried into a large shop's sums without adding it up, by whichever way the customer goes", async () => {
    await addShop();
    await score();
    const { ledger } = await withShop(test.db, shopId, (tx) => tx.scoreRun.findFirstOrThrow());
    const large = { ...LedgerTotals.parse(ledger), orders: RECOUNTED_UP_TO_ORDERS + 1 };
    await withShop(test.db, shopId, (tx) => tx.scoreRun.updateMany({ data: { ledger: large } }));
    await addOrders([{ customerId: 3n, daysAgo: 0, netMinor: 500_000 }, { customerId: 500n, daysAgo: 0, netMinor: 2500 }]);
    for (const customerId of [3n, 500n]) await rescore(customerId);
    expect(await readRow(3n)).toMatchObject({ valueTier: "vip" });
    expect(await readSums()).toEqual(sumsOfRows(await readRows()));
    await withShop(test.db, shopId, (tx) => tx.order.deleteMany({ where: { customerId: { in: [3n, 500n] } } }));
    for (const customerId of [3n, 500n]) await rescore(customerId);
    expect(await readRow(3n)).toBeUndefined();
    expect(await readSums()).toEqual(sumsOfRows(await readRows()));
  });

  it("remembers the day it looked, so that what it says of days is not said of the run's", async () => {
    await addShop();
    await score();
    now = new Date(now.getTime() + 10 * DAY);
    await addOrders([{ customerId: 600n, daysAgo: 0, netMinor: 700, exclusion: "cancelled" }]);
    await rescore(600n);
    expect(await readRow(600n)).toMatchObject({ scoredDay: new Date("2026-12-01"), lastOrderDay: new Date("2026-12-01") });
    expect((await readRow(1n))?.scoredDay).toEqual(new Date("2026-11-21"));
  });

  it("adds a new customer, removes one without orders, and waits for the first run", async () => {
    await addShop();
    const onScored = vi.fn(async () => {});
    await rescore(3n, onScored);
    expect(onScored).not.toHaveBeenCalled();
    await score();
    await addOrders([{ customerId: 500n, daysAgo: 0, netMinor: 2500 }]);
    await rescore(500n);
    expect(await readRow(500n)).toMatchObject({ stage: "new", purchases: 1 });
    await withShop(test.db, shopId, (tx) => tx.order.deleteMany({ where: { customerId: 500n } }));
    await rescore(500n, onScored);
    expect(await readRow(500n)).toBeUndefined();
    expect(await readSums()).toEqual(sumsOfRows(await readRows()));
    expect(onScored).toHaveBeenCalledTimes(1);
  });
});
