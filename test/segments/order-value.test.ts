import { pino } from "pino";
import { beforeEach, describe, expect, it } from "vitest";
import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { changeCurrency } from "#app/orders/change-currency.server.ts";
import { LedgerTotals } from "#app/orders/ledger-totals.ts";
import { GOODS_ALONE, type ValueRule } from "#app/orders/value-rule.ts";
import { changeDefinition } from "#app/segments/change-definition.server.ts";
import { DEFAULT_DEFINITION, type SegmentDefinition } from "#app/segments/definition.ts";
import { findDefinition } from "#app/segments/definitions.repo.server.ts";
import { scoreCustomer } from "#app/segments/score-customer.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { requireShop } from "#app/shops/find-shop.repo.server.ts";
import { previewDefinition } from "#app/tags/preview-definition.server.ts";
import { localDay } from "#app/time/local-day.ts";
import { viewCustomer } from "#app/views/customer.view.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { toTwelveDigits } from "../support/to-twelve-digits.ts";
import { happenBefore, MOMENTS } from "./happen-before.ts";
import { storePurchases } from "./store-purchases.ts";

const test = useTestDatabase();
const NOW = new Date("2026-11-21T12:00:00Z");
const TODAY = localDay(NOW, "UTC");
const CUSTOMERS = 60;
const BOTH: ValueRule = { tax: true, shipping: true };
const onScored = async () => {};
let shopId: bigint;

const depsOn = (db: Database) =>
  ({ db, shopify: { run: () => Promise.reject(new Error("scoring asks nothing of Shopify")) }, clock: () => NOW, log: pino({ level: "silent" }) });
const scoreAll = (db: Database = test.db) => scoreShop(depsOn(db), { shopId: String(shopId) }, { onScored });
const scoreOne = (customerId: number) => scoreCustomer(depsOn(test.db), { shopId: String(shopId), customerId: String(customerId) }, { onScored });
const readRows = async () => {
  const { currentRunId } = await requireShop(test.db, shopId);
  return withShop(test.db, shopId, (tx) => tx.customerScore.findMany({ where: { runId: currentRunId! }, omit: { runId: true }, orderBy: { customerId: "asc" } }));
};
const readRun = async () => {
  const { currentRunId } = await requireShop(test.db, shopId);
  return withShop(test.db, shopId, (tx) => tx.scoreRun.findFirstOrThrow({ where: { id: currentRunId! } }));
};
/** Nobody holds on to a tier, so that going back is to where one was. */
const withRule = (orderValue: ValueRule): SegmentDefinition => ({ ...DEFAULT_DEFINITION, orderValue, value: { ...DEFAULT_DEFINITION.value, fallShare: 0 } });

async function save(orderValue: ValueRule) {
  const { version } = await withShop(test.db, shopId, (tx) => findDefinition(tx, shopId));
  return changeDefinition({ db: test.db, clock: () => NOW }, { id: shopId, currency: "EUR" }, { draft: withRule(orderValue), version, staffId: "9" });
}

async function preview(orderValue: ValueRule) {
  const shopify = { run: () => Promise.resolve({ customers: { nodes: [] } } as never), pointsASecond: () => 100 };
  const answer = await previewDefinition({ ...depsOn(test.db), shopify }, await requireShop(test.db, shopId), withRule(orderValue));
  if (answer.kind !== "previewed") throw new Error(`The preview is ${answer.kind}`);
  return answer;
}

beforeEach(async () => {
  await test.owner.query("TRUNCATE shops CASCADE");
  const shop = await test.db.prisma.shop.create({
    data: { domain: "one.myshopify.com", currency: "EUR", timeZone: "UTC", scopes: [], installedAt: NOW },
  });
  shopId = shop.id;
  // The later a customer came, the less they bought for; who bought for least paid most for shipping.
  await storePurchases(test.db, shopId, Array.from({ length: CUSTOMERS }, (_, index) => [
    { day: TODAY - 400 + index, valueMinor: 10_000 - 100 * index },
    { day: TODAY - 200 + index, valueMinor: 10_000 - 100 * index },
  ]));
  await test.owner.query("UPDATE orders SET current_tax_minor = current_subtotal_minor / 5, shipping_minor = customer_id * 300, shipping_tax_minor = customer_id * 60");
  // Goods for nothing, shipped.
  await storeFree(61);
  await save(GOODS_ALONE);
  await scoreAll();
});

async function storeFree(customerId: number): Promise<void> {
  await test.owner.query(
    `INSERT INTO orders (shop_id, id, customer_id, name, processed_at, updated_at, order_day, test, financial_status, currency, taxes_included,
       current_subtotal_minor, current_tax_minor, gift_card_minor, refund_discrepancy_minor, shipping_minor, shipping_tax_minor, net_minor, exclusion, product_ids)
     VALUES ($1, $2, $2, '#free', $3, $3, '2026-10-01', false, 'PAID', 'EUR', true, 0, 0, 0, 0, 120, 20, 0, 'not-positive', '{}')`,
    [shopId, customerId + 1000, NOW],
  );
  await test.owner.query("UPDATE orders SET customer_id = $1 WHERE id = $2", [customerId, customerId + 1000]);
}

describe("another value of orders", () => {
  it("is a version like any change, and says who changed what", async () => {
    expect(await save(BOTH)).toEqual({ kind: "saved", version: 2 });
    const version = await withShop(test.db, shopId, (tx) => tx.segmentDefinition.findFirstOrThrow({ where: { version: 2 } }));
    expect(version).toMatchObject({
      staffId: "9",
      changes: [{ place: "orderValue.tax", from: false, to: true }, { place: "orderValue.shipping", from: false, to: true }],
    });
  });

  it.each([{ tax: true, shipping: false }, { tax: false, shipping: true }, BOTH])("%o is foretold as it then comes, and taken back without a trace", async (rule) => {
    const before = await readRows();
    const { tags, sampled, customers, isCarriedOver } = await preview(rule);
    expect([sampled, customers, isCarriedOver]).toEqual([CUSTOMERS + 1, CUSTOMERS + 1, true]);
    await save(rule);
    await scoreAll();
    const after = await readRows();
    const counts = (rows: typeof after) => {
      const all = rows.flatMap(({ valueTier, stage }) => [`clv:value-${valueTier}`, `clv:stage-${stage}`]);
      return [...new Set(all)].map((tag) => [tag, all.filter((it) => it === tag).length]).toSorted();
    };
    expect(tags.filter((it) => it.before > 0).map((it) => [it.tag, it.before]).toSorted()).toEqual(counts(before));
    expect(tags.filter((it) => it.after > 0).map((it) => [it.tag, it.after]).toSorted()).toEqual(counts(after));
    const counted = (goods: number, customerId: number) => goods + (rule.tax ? goods / 5 : 0) + (rule.shipping ? customerId * 300 : 0) + (rule.tax && rule.shipping ? customerId * 60 : 0);
    for (const { customerId, historicValueMinor, purchases } of after.slice(0, CUSTOMERS)) {
      const id = Number(customerId);
      expect([Number(historicValueMinor), purchases]).toEqual([2 * counted(10_000 - 100 * (id - 1), id), 2]);
    }
    expect(after.at(-1)).toMatchObject(rule.shipping ? { purchases: 1, historicValueMinor: rule.tax ? 120n : 100n } : { purchases: 0, historicValueMinor: 0n });
    const ledger = LedgerTotals.parse((await readRun()).ledger);
    expect(ledger.customersHistoricMinor).toBe(after.reduce((sum, row) => sum + Number(row.historicValueMinor), 0));

    await save(GOODS_ALONE);
    await scoreAll();
    expect(await readRows()).toEqual(before.map(toTwelveDigits));
  });

  it("reaches a customer's page and the sums with the run that was scored by it, whoever is scored meanwhile", async () => {
    const page = async () => {
      const { ledger, score } = (await viewCustomer(test.db, await requireShop(test.db, shopId), 7n, null))!;
      return { rule: ledger.rule, sum: ledger.orders.reduce((sum, { netMinor }) => sum + netMinor, 0), historicMinor: score!.historicValueMinor };
    };
    const byGoods = { rule: GOODS_ALONE, sum: 18_800, historicMinor: 18_800 };
    const before = { rows: await readRows(), ledger: (await readRun()).ledger };
    await save(BOTH);
    for (const moment of Object.values(MOMENTS)) {
      const isSeen = async () => {
        await scoreOne(7);
        expect(await page()).toEqual(byGoods);
        expect({ rows: await readRows(), ledger: (await readRun()).ledger }).toEqual({ ...before, rows: before.rows.map(toTwelveDigits) });
        throw new Error("cut off");
      };
      await expect(scoreAll(happenBefore(test.db, moment, isSeen))).rejects.toThrow("cut off");
    }
    await scoreAll(happenBefore(test.db, MOMENTS["after it has written its rows"], () => scoreOne(7)));
    expect(await page()).toEqual({ rule: BOTH, sum: 27_600, historicMinor: 27_600 });
  });
});

describe("another currency of the shop", () => {
  /** Each look at the clock is a minute after the one before. */
  let minutes = 0;
  const clock = () => new Date(NOW.getTime() + (minutes += 1) * 60_000);
  const become = (currencyCode: string) => {
    const shopify = { run: () => Promise.resolve({ shop: { currencyCode } } as never) };
    return changeCurrency({ db: test.db, shopify, clock }, { shopId: String(shopId) });
  };
  const readAnew = (status: string) => test.owner.query("UPDATE imports SET status = $1 WHERE id = (SELECT max(id) FROM imports)", [status]);
  const unfinished = () => withShop(test.db, shopId, (tx) => tx.scoreRun.count({ where: { finishedAt: null } }));

  it("that comes while a run reads ends it; until all orders are read anew everybody stays what they are, whoever asks for a run", async () => {
    const before = { rows: await readRows(), ledger: (await readRun()).ledger };
    await scoreAll(happenBefore(test.db, MOMENTS["before it reads"], () => become("SEK")));
    expect(await unfinished()).toBe(0);
    await scoreOne(7);
    for (const status of ["requested", "querying", "loading", "failed"]) {
      await readAnew(status);
      await scoreAll();
      expect({ rows: await readRows(), ledger: (await readRun()).ledger }).toEqual({ ...before, rows: before.rows.map(toTwelveDigits) });
    }
    await readAnew("done");
    await scoreAll();
    expect((await readRun()).currency).toBe("SEK");
    expect((await readRows()).filter(({ purchases, historicValueMinor }) => purchases > 0 || historicValueMinor > 0n)).toEqual([]);
    await become("EUR");
    await scoreAll();
    expect((await readRun()).currency).toBe("SEK");
    await readAnew("done");
    await scoreAll();
    expect((await readRows()).map(({ historicValueMinor }) => historicValueMinor)).toEqual(before.rows.map(({ historicValueMinor }) => historicValueMinor));
  });

  it("that comes before a run assesses the orders by another rule ends that one, too", async () => {
    const before = await readRows();
    await save(BOTH);
    await scoreAll(happenBefore(test.db, MOMENTS["before it reads"], () => become("SEK")));
    expect([await readRows(), await unfinished()]).toEqual([before.map(toTwelveDigits), 0]);
  });
});

describe("another time zone of the shop", () => {
  it("that comes while a run reads has it begin anew", async () => {
    const { id } = await readRun();
    const move = () => test.owner.query("UPDATE shops SET time_zone = 'Asia/Tokyo'");
    await scoreAll(happenBefore(test.db, MOMENTS["before it reads"], move));
    expect((await readRun()).id).toBe(id + 2n);
  });
});
