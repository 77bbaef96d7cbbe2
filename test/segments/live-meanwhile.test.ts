import { pino } from "pino";
import { beforeEach, describe, expect, it } from "vitest";
import { eraseCustomer } from "#app/compliance/erase-customer.repo.server.ts";
import { noteAutomationWish } from "#app/compliance/note-automation-wish.server.ts";
import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { mergeCustomers } from "#app/orders/merge-customers.server.ts";
import { scoreCustomer } from "#app/segments/score-customer.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { StageTotals } from "#app/segments/stage-totals.ts";
import { TierTotals } from "#app/segments/tier-totals.ts";
import { dayToDate } from "#app/time/day-to-date.ts";
import { localDay } from "#app/time/local-day.ts";
import { eventually } from "../support/eventually.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { happenBefore, MOMENTS } from "./happen-before.ts";
import { storeOrder, storePurchases } from "./store-purchases.ts";

const test = useTestDatabase();
const NOW = new Date("2026-11-21T12:00:00Z");
const TODAY = localDay(NOW, "UTC");
const CUSTOMERS = 30;
const [ANN, BEN, NEW] = [7n, 8n, 500n];
const onScored = async () => {};
let shopId: bigint;
let nextOrder = 1000n;

beforeEach(async () => {
  await test.owner.query("TRUNCATE shops CASCADE");
  const shop = await test.db.prisma.shop.create({
    data: { domain: "one.myshopify.com", currency: "EUR", timeZone: "UTC", scopes: [], installedAt: NOW },
  });
  shopId = shop.id;
  await storePurchases(test.db, shopId, Array.from({ length: CUSTOMERS }, (_, index) => [{ day: TODAY - 5 * index - 1, valueMinor: 1000 + index }]));
});

const depsOn = (db: Database) =>
  ({ db, shopify: { run: () => Promise.reject(new Error("scoring asks nothing of Shopify")) }, clock: () => NOW, log: pino({ level: "silent" }) });
const scoreAll = (db: Database = test.db) => scoreShop(depsOn(db), { shopId: String(shopId) }, { onScored });
const scoreOne = (customerId: bigint) => scoreCustomer(depsOn(test.db), { shopId: String(shopId), customerId: String(customerId) }, { onScored });

/** As a live event does: the ledger first, then the customer's score. */
async function buy(customerId: bigint): Promise<void> {
  nextOrder += 1n;
  await storeOrder(test.db, shopId, { id: nextOrder, customerId, day: TODAY, valueMinor: 90_000 });
  await scoreOne(customerId);
}

async function loseOrders(customerId: bigint): Promise<void> {
  await withShop(test.db, shopId, (tx) => tx.order.deleteMany({ where: { shopId, customerId } }));
  await scoreOne(customerId);
}

async function object(customerId: bigint): Promise<void> {
  await noteAutomationWish({ db: test.db, clock: () => NOW }, shopId, { customerId, out: true, staffId: undefined });
  await scoreOne(customerId);
}

const redact = (customerId: bigint) => eraseCustomer(test.db, { shopId, customerId, orderIds: [] }, NOW);

/** Each with the customers who have a row in the end besides those whom nothing happens to. */
const EVENTS: [string, () => Promise<unknown>, bigint[]][] = [
  ["an order", () => buy(ANN), [ANN, BEN]],
  ["somebody's first order", () => buy(NEW), [ANN, BEN, NEW]],
  ["the loss of every order", () => loseOrders(ANN), [BEN]],
  ["an objection", () => object(ANN), [BEN]],
  ["a redaction", () => redact(ANN), [BEN]],
  ["an order, then a redaction", () => buy(ANN).then(() => redact(ANN)), [BEN]],
  ["a redaction, then an order", () => redact(ANN).then(() => buy(ANN)), [ANN, BEN]],
  [
    "a merge",
    () =>
      mergeCustomers({ db: test.db }, { shopId: String(shopId), fromCustomerId: String(ANN), toCustomerId: String(BEN) }, {
        onChanged: async () => {},
      }).then(() => Promise.all([scoreOne(ANN), scoreOne(BEN)])),
    [BEN],
  ],
];

const readShop = () =>
  withShop(test.db, shopId, async (tx) => {
    const { currentRunId: runId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
    const { tiers, stages } = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: runId! } } });
    const rows = await tx.customerScore.findMany({ where: { shopId }, orderBy: { customerId: "asc" } });
    return { rows, runId, tiers: TierTotals.parse(tiers), stages: StageTotals.parse(stages), noted: await tx.scoredMeanwhile.findMany() };
  });

/** Of one run, whole: the rows of those who are to have one, scored as they would be now, and their sums. */
async function expectWhole(present: readonly bigint[]): Promise<void> {
  const { rows, runId, tiers, stages, noted } = await readShop();
  const others = Array.from({ length: CUSTOMERS }, (_, index) => BigInt(index + 1)).filter((id) => id !== ANN && id !== BEN);
  expect(rows.map((row) => [row.runId, row.customerId])).toEqual([...others, ...present].sort((a, b) => Number(a - b)).map((id) => [runId, id]));
  expect(noted).toEqual([]);
  for (const [totals, name] of [[tiers, "valueTier"], [stages, "stage"]] as const) {
    for (const total of totals) {
      const own = rows.filter((row) => row[name] === ("tier" in total ? total.tier : total.stage));
      expect(total).toMatchObject({
        customers: own.length,
        historicValueMinor: own.reduce((sum, row) => sum + Number(row.historicValueMinor), 0),
        predictedValueMinor: own.reduce((sum, row) => sum + Number(row.predictedValueMinor), 0),
      });
    }
  }
  for (const id of new Set([...present.slice(0, 3), ANN])) await scoreOne(id);
  expect((await readShop()).rows).toEqual(rows);
}

describe.each(Object.entries(MOMENTS))("while a run is under way, %s,", (_, moment) => {
  it.each(EVENTS)("%s goes into the current run at once, and is in the next one", async (_, happen, present) => {
    await scoreAll();
    const { runId: first } = await readShop();
    const meanwhile = async () => {
      await happen();
      const { rows, runId } = await readShop();
      expect(runId).toBe(first);
      const current = rows.filter((row) => row.runId === first);
      expect(current.map(({ customerId }) => customerId).filter((id) => [ANN, BEN, NEW].includes(id))).toEqual(present);
    };
    await scoreAll(happenBefore(test.db, moment, meanwhile));
    expect((await readShop()).runId).not.toBe(first);
    await expectWhole(present);
  });

  it("who was looked at for nothing stays in the stage that she had", async () => {
    await scoreAll();
    await withShop(test.db, shopId, (tx) => tx.customerScore.updateMany({ where: { shopId, customerId: ANN }, data: { stage: "lost" } }));
    await scoreAll(happenBefore(test.db, moment, () => scoreOne(ANN)));
    expect((await readShop()).rows.find(({ customerId }) => customerId === ANN)).toMatchObject({ stage: "lost" });
    await expectWhole([ANN, BEN]);
  });

  it.each(EVENTS)("%s is in the first one", async (_, happen, present) => {
    await scoreAll(happenBefore(test.db, moment, happen));
    await expectWhole(present);
  });

  it.each(EVENTS)("%s is in the run that follows when that one is cut off", async (_, happen, present) => {
    await scoreAll();
    const cutOff = () => happen().then(() => Promise.reject(new Error("cut off")));
    await expect(scoreAll(happenBefore(test.db, moment, cutOff))).rejects.toThrow("cut off");
    await happen();
    await scoreAll();
    await expectWhole(present);
  });
});

describe("a switch", () => {
  it("takes in whoever waits for it, and those in one step", async () => {
    await scoreAll();
    const { runId: first } = await readShop();
    let scored = Promise.resolve();
    const deps = depsOn(test.db);
    await scoreShop(deps, { shopId: String(shopId) }, {
      onScored: async () => {
        let done = false;
        scored = buy(ANN).finally(() => (done = true));
        await eventually(async () => done || (await test.owner.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")).rowCount);
        expect(done).toBe(false);
      },
    });
    await scored;
    const { rows, runId } = await readShop();
    expect(runId).not.toBe(first);
    expect(rows.find(({ customerId }) => customerId === ANN)).toMatchObject({ runId, valueTier: "vip", ordersCount: 2 });
    await expectWhole([ANN, BEN]);
  });

  it("to a run that another one has overtaken is refused: what happened meanwhile was left to that one", async () => {
    await scoreAll();
    const overtaken = scoreAll(happenBefore(test.db, MOMENTS["after it has written its rows"], async () => {
      await buy(ANN);
      await scoreAll();
    }));
    await expect(overtaken).rejects.toThrow(/Run \d+ of shop \d+ was overtaken by run \d+/);
    expect((await readShop()).rows.find(({ customerId }) => customerId === ANN)).toMatchObject({ ordersCount: 2 });
  });

  it("scores thousands anew, each with what they were before in mind", async () => {
    const many = Array.from({ length: 1500 }, (_, index) => BigInt(10_000 + index));
    const at = dayToDate(TODAY - 3);
    await scoreAll();
    await scoreAll(happenBefore(test.db, MOMENTS["after it has written its rows"], async () => {
      await test.owner.query(
        `INSERT INTO orders (shop_id, id, customer_id, name, processed_at, order_day, updated_at, test, financial_status, currency, taxes_included,
           current_subtotal_minor, current_tax_minor, gift_card_minor, refund_discrepancy_minor, net_minor)
         SELECT $1, id, id, 'x', at, (at AT TIME ZONE 'UTC')::date, at, false, 'PAID', 'EUR', false, 5, 0, 0, 0, 5 FROM unnest($2::bigint[]) AS id, (VALUES ($3::timestamptz)) AS it (at)`,
        [shopId, many, at],
      );
      await test.owner.query("INSERT INTO scored_meanwhile SELECT $1, id FROM unnest($2::bigint[]) AS id", [shopId, [...many, ANN]]);
    }));
    const { rows } = await readShop();
    expect(rows.map(({ customerId }) => customerId)).toEqual([...Array.from({ length: CUSTOMERS }, (_, index) => BigInt(index + 1)), ...many]);
    await expectWhole([ANN, BEN, ...many]);
  });
});
