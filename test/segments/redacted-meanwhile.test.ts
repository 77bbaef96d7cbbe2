import { pino } from "pino";
import { beforeEach, describe, expect, it } from "vitest";
import { eraseCustomer } from "#app/compliance/erase-customer.repo.server.ts";
import type { Database } from "#app/db/database.server.ts";
import { type ShopTransaction, withShop } from "#app/db/with-shop.server.ts";
import { LedgerTotals } from "#app/orders/ledger-totals.ts";
import { RECOUNTED_UP_TO_ORDERS } from "#app/orders/recounted-up-to.ts";
import { scoreCustomer } from "#app/segments/score-customer.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { STAGES } from "#app/segments/stage.ts";
import { StageTotals } from "#app/segments/stage-totals.ts";
import { sumOfTiers, TierTotals } from "#app/segments/tier-totals.ts";
import { localDay } from "#app/time/local-day.ts";
import { eventually } from "../support/eventually.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { happenBefore, MOMENTS } from "./happen-before.ts";
import { storePurchases } from "./store-purchases.ts";

const test = useTestDatabase();
const NOW = new Date("2026-11-21T12:00:00Z");
const TODAY = localDay(NOW, "UTC");
const CUSTOMER = 7n;
const onScored = async () => {};
let shopId: bigint;

beforeEach(async () => {
  await test.owner.query("TRUNCATE shops CASCADE");
  const shop = await test.db.prisma.shop.create({
    data: { domain: "one.myshopify.com", currency: "EUR", timeZone: "UTC", scopes: [], installedAt: NOW },
  });
  shopId = shop.id;
  await storePurchases(test.db, shopId, Array.from({ length: 30 }, (_, index) => [{ day: TODAY - index - 1, valueMinor: 1000 + index }]));
  await scoreAll();
});

function depsOn(db: Database) {
  const shopify = { run: () => Promise.reject(new Error("scoring asks nothing of Shopify")) };
  return { db, shopify, clock: () => NOW, log: pino({ level: "silent" }) };
}

const scoreAll = (db: Database = test.db) => scoreShop(depsOn(db), { shopId: String(shopId) }, { onScored });
const scoreOne = (db: Database) => scoreCustomer(depsOn(db), { shopId: String(shopId), customerId: String(CUSTOMER) }, { onScored });
const redact = () => eraseCustomer(test.db, { shopId, customerId: CUSTOMER, orderIds: [] }, NOW);

/** The rows of every run, the current run's sums, and who moved. */
const readShop = () =>
  withShop(test.db, shopId, async (tx) => {
    const { currentRunId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
    const { tiers, stages, ledger } = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: currentRunId! } } });
    const rows = await tx.customerScore.findMany();
    return { rows, tiers: TierTotals.parse(tiers), stages: StageTotals.parse(stages), ledger, moves: await tx.segmentMove.findMany(), currentRunId: currentRunId! };
  });

async function expectGone(): Promise<void> {
  const { rows, tiers, stages, moves } = await readShop();
  expect(rows).toHaveLength(29);
  expect([...rows, ...moves].filter(({ customerId }) => customerId === CUSTOMER)).toEqual([]);
  expect(stages.map(({ stage, customers }) => [stage, customers])).toEqual(STAGES.map((stage) => [stage, rows.filter((row) => row.stage === stage).length]));
  expect(sumOfTiers(tiers)).toMatchObject({
    customers: 29,
    historicValueMinor: rows.reduce((sum, row) => sum + Number(row.historicValueMinor), 0),
    predictedValueMinor: rows.reduce((sum, row) => sum + Number(row.predictedValueMinor), 0),
  });
}

/** A database on which something happens before a transaction's row of one customer is written. */
function beforeRowIsWritten(happen: () => Promise<void>): Database {
  const watch = (tx: ShopTransaction): ShopTransaction =>
    Object.assign(Object.create(tx) as ShopTransaction, {
      customerScore: new Proxy(tx.customerScore, {
        get(target, name) {
          const value = Reflect.get(target, name) as (...args: unknown[]) => unknown;
          if (name !== "upsert") return value;
          return async (...args: unknown[]) => {
            await happen();
            return value.apply(target, args);
          };
        },
      }),
    });
  const prisma = new Proxy(test.db.prisma, {
    get(target, name) {
      if (name !== "$transaction") return Reflect.get(target, name) as unknown;
      return (work: (tx: ShopTransaction) => Promise<unknown>, limits: object) => target.$transaction((tx) => work(watch(tx)), limits);
    },
  });
  return { ...test.db, prisma };
}

async function isWaiting(): Promise<boolean> {
  const { rows } = await test.owner.query("SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted");
  return rows.length > 0;
}

describe("a customer who is redacted meanwhile", () => {
  it("does not come back with a run that has read them before", async () => {
    let redacted = 0;
    const db = happenBefore(test.db, MOMENTS["after it has read and computed"], async () => {
      redacted += 1;
      await redact();
    });
    const { currentRunId: before } = await readShop();
    await scoreAll(db);
    expect(redacted).toBe(1);
    expect((await readShop()).currentRunId).not.toBe(before);
    await expectGone();
  });

  it("nor with what they bought before, where they have bought anew since", async () => {
    const db = happenBefore(test.db, MOMENTS["after it has read and computed"], async () => {
      await redact();
      const at = new Date(NOW.getTime() + 1);
      await withShop(test.db, shopId, (tx) =>
        tx.order.create({
          data: {
            shopId, id: 1000n, customerId: CUSTOMER, name: "#1000", processedAt: at, updatedAt: at, orderDay: at, test: false, financialStatus: "PAID",
            currency: "EUR", taxesIncluded: false, currentSubtotalMinor: 5, currentTaxMinor: 0, giftCardMinor: 0, refundDiscrepancyMinor: 0, netMinor: 5,
          },
        }),
      );
    });
    await scoreAll(db);
    const { rows, moves } = await readShop();
    expect(rows).toHaveLength(30);
    expect(rows.find(({ customerId }) => customerId === CUSTOMER)).toMatchObject({ purchases: 1, historicValueMinor: 5n });
    expect(moves.filter(({ customerId }) => customerId === CUSTOMER)).toMatchObject([{ dimension: "value", from: null }, { dimension: "stage", from: null }]);
  });

  it("does not come back with a row of their own that was worked out before", async () => {
    let redaction = Promise.resolve();
    const db = beforeRowIsWritten(async () => {
      let done = false;
      redaction = redact().finally(() => {
        done = true;
      });
      await eventually(async () => done || (await isWaiting()));
    });
    await scoreOne(db);
    await redaction;
    await expectGone();
  });

  it("is taken out of a large shop's sums without adding it up", async () => {
    const { currentRunId: id, ledger } = await readShop();
    const large = { ...LedgerTotals.parse(ledger), orders: RECOUNTED_UP_TO_ORDERS + 1 };
    await withShop(test.db, shopId, (tx) => tx.scoreRun.update({ where: { shopId_id: { shopId, id } }, data: { ledger: large } }));
    await redact();
    await expectGone();
    expect((await readShop()).ledger).toEqual(large);
  });
});
