import { beforeAll, describe, expect, it } from "vitest";
import { buildLedger } from "#app/cli/build-ledger.ts";
import { splitCustomers } from "#app/cli/split-customers.ts";
import type { ValuedCustomer } from "#app/cli/value-customers.ts";
import type { Deps } from "#app/deps.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { orderSizeBands, splitByOrderSize } from "#app/insights/order-size.ts";
import { readSplits } from "#app/insights/read-splits.repo.server.ts";
import { SPLITS, type SplitCell } from "#app/insights/shop-splits.ts";
import { storeSplits } from "#app/insights/store-splits.repo.server.ts";
import { importOrders } from "#app/orders/import-orders.server.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { scoreShop } from "#app/segments/score-shop.server.ts";
import { readShopDetails } from "#app/shops/read-shop-details.server.ts";
import { localDay } from "#app/time/local-day.ts";
import { createDice } from "#sandbox/fill/dice.ts";
import { fillFromOrdersExport } from "#sandbox/fill/from-orders-export.ts";
import { eventually } from "../support/eventually.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";
import { createShop } from "../orders/shop-with-orders.ts";
import { storePurchases } from "../segments/store-purchases.ts";
import { drawExportedOrders } from "./exported-orders.ts";

const test = useTestDatabase();
const shopify = useSandbox();
let deps: Deps;

const score = (shopId: bigint) => scoreShop(deps, { shopId: String(shopId) }, { onScored: storeSplits });
const splitsOf = async (shopId: bigint) => {
  const splits = await withShop(test.db, shopId, (tx) => readSplits(tx, shopId));
  if (!splits) throw new Error(`Shop ${shopId} has no splits`);
  return splits;
};
const scoresOf = (shopId: bigint) => withShop(test.db, shopId, (tx) => tx.customerScore.findMany({ where: { shopId }, orderBy: { customerId: "asc" } }));

beforeAll(async () => {
  deps = buildTestDeps(test.db, shopify);
});

describe("the splits of a shop that was read from Shopify", () => {
  let shopId: bigint;

  beforeAll(async () => {
    shopId = await installApp(test, shopify);
    await readShopDetails(deps, shopId, { onChanged: async () => {} });
  });

  it("are those of the command line over the same orders, cell by cell", async () => {
    const exported = drawExportedOrders(createDice(5), 900, 300, shopify.clock());
    await shopify.sandbox.store.load(fillFromOrdersExport(exported, "as-is"));
    await requestImport(deps, shopId);
    await eventually(async () => {
      await importOrders(deps, { shopId: String(shopId) }, { onDone: async () => {} });
      return (await withShop(test.db, shopId, (tx) => tx.import.count({ where: { shopId, status: "done" } }))) > 0;
    });
    await score(shopId);
    const splits = await splitsOf(shopId);

    const ledger = buildLedger(exported, localDay(shopify.clock(), "UTC"));
    const idOf = new Map(Array.from(shopify.sandbox.store.customers.values(), ({ id, email }) => [email, BigInt(id)]));
    const scores = new Map((await scoresOf(shopId)).map((row) => [row.customerId, row]));
    const valued = ledger.customers.map(({ email }, customerId) => {
      const { historicValueMinor, predictedValueMinor } = scores.get(idOf.get(email)!)!;
      return { customerId, historicValueMinor: Number(historicValueMinor), predictedValueMinor: Number(predictedValueMinor) } as ValuedCustomer;
    });
    const expected = splitCustomers(ledger.customers, valued);

    const byKey = (cells: readonly SplitCell[]) => cells.toSorted((a, b) => ((a.key ?? "") < (b.key ?? "") ? -1 : 1));
    expect(splits.orderSizeBands).toEqual(expected.orderSizeBands);
    expect(splits.orderSizeBands).toHaveLength(4);
    for (const name of ["channel", "country", "orderSize", "discount"] as const) {
      expect(byKey(splits.cells[name].top), name).toEqual(byKey(expected.cells[name]));
      expect(splits.cells[name].other).toBeNull();
      expect(splits.cells[name].top.length, name).toBeGreaterThan(2);
    }
    const named = splits.cells.firstProduct.top.map((cell) => ({ ...cell, key: splits.productTitles.get(cell.key!)! }));
    expect(byKey(named)).toEqual(byKey(expected.cells.firstProduct));
    expect(splits.cells.channel.top.map(({ key }) => key)).toContain(null);
  });

  it("add up to everybody who has bought something, whichever way", async () => {
    const { cells } = await splitsOf(shopId);
    const buyers = (await scoresOf(shopId)).filter(({ purchases }) => purchases > 0);
    const sum = (of: (row: (typeof buyers)[number]) => bigint) => Number(buyers.reduce((total, row) => total + of(row), 0n));
    for (const name of SPLITS) {
      const all = (of: (cell: Omit<SplitCell, "key">) => number) =>
        [...cells[name].top, ...(cells[name].other === null ? [] : [cells[name].other])].reduce((total, cell) => total + of(cell), 0);
      expect(all(({ customers }) => customers), name).toBe(buyers.length);
      expect(all(({ historicValueMinor }) => historicValueMinor), name).toBe(sum((row) => row.historicValueMinor));
      expect(all(({ predictedValueMinor }) => predictedValueMinor), name).toBe(sum((row) => row.predictedValueMinor));
    }
  });
});

describe("a shop's splits", () => {
  let shops = 0;
  /** Each customer with one order of the value given. */
  const shopOf = async (values: readonly number[]) => {
    const shopId = await createShop(test.db, `splits-${(shops += 1)}`);
    const today = localDay(shopify.clock(), "UTC");
    await storePurchases(test.db, shopId, values.map((valueMinor) => [{ day: today - 30, valueMinor }]));
    return shopId;
  };
  const set = (shopId: bigint, what: string, where = "true") => test.owner.query(`UPDATE orders SET ${what} WHERE shop_id = $1 AND ${where}`, [shopId]);

  it("are not there before the first run", async () => {
    const shopId = await shopOf([]);
    expect(await withShop(test.db, shopId, (tx) => readSplits(tx, shopId))).toBeNull();
  });

  it("of nobody are empty", async () => {
    const shopId = await shopOf([]);
    await score(shopId);
    const splits = await splitsOf(shopId);
    expect(splits.orderSizeBands).toEqual([{ fromMinor: null, belowMinor: null }]);
    for (const name of SPLITS) expect(splits.cells[name]).toEqual({ top: [], other: null });
  });

  it("put orders that were read before there were traits, and what is not said, into a cell of its own", async () => {
    const shopId = await shopOf([100, 200, 300]);
    await set(shopId, "product_ids = '{0,5}'", "id = 2");
    await set(shopId, "product_ids = '{5,0}'", "id = 3");
    await score(shopId);
    const { cells, productTitles } = await splitsOf(shopId);
    for (const name of ["channel", "country", "discount", "visitSource", "campaign"] as const) {
      expect(cells[name].top).toMatchObject([{ key: null, customers: 3, purchases: 3, historicValueMinor: 600 }]);
    }
    expect(cells.firstProduct.top).toMatchObject([{ key: null, customers: 2, historicValueMinor: 300 }, { key: "5", customers: 1, historicValueMinor: 300 }]);
    expect(productTitles.size).toBe(0);
  });

  it("name the largest keys and put the rest together, the unknown apart from both", async () => {
    const shopId = await shopOf(Array.from({ length: 100 }, () => 100));
    // 50 customers of one campaign, one of each of 40 others, 10 of none.
    await set(shopId, "campaign = CASE WHEN id <= 50 THEN 'big' WHEN id <= 90 THEN 'small-' || id END");
    await score(shopId);
    const { campaign } = (await splitsOf(shopId)).cells;
    expect(campaign.top.slice(0, 2)).toMatchObject([{ key: "big", customers: 50 }, { key: null, customers: 10 }]);
    expect(campaign.top).toHaveLength(31);
    expect(campaign.other).toMatchObject({ keys: 11, customers: 11, purchases: 11, historicValueMinor: 1100 });
  });

  it.each([1, 2, 3, 4, 7, 8, 11, 12])("have the bands that order-size.ts finds in %i values", async (count) => {
    const values = Array.from({ length: count }, (_, index) => 100 * (index + 1));
    const shopId = await shopOf(values.toReversed());
    await score(shopId);
    const { orderSizeBands: found, cells } = await splitsOf(shopId);
    const expected = orderSizeBands(Float64Array.from(values));
    expect(found).toEqual(expected);
    const bandOf = splitByOrderSize(Float64Array.from(values), expected).groupOf;
    for (const [band] of found.entries()) {
      expect(cells.orderSize.top.find(({ key }) => key === String(band))?.customers).toBe(bandOf.filter((it) => it === band).length);
    }
  });

  it("put equal order values into one band", async () => {
    const shopId = await shopOf([700, 700, 700, 700]);
    await score(shopId);
    const { orderSizeBands, cells } = await splitsOf(shopId);
    expect(orderSizeBands).toEqual([{ fromMinor: null, belowMinor: null }]);
    expect(cells.orderSize.top).toMatchObject([{ key: "0", customers: 4 }]);
  });

  it("go by the first order that counts, of two at one instant by the lower number", async () => {
    const shopId = await createShop(test.db, "splits-first");
    const today = localDay(shopify.clock(), "UTC");
    const days = [today - 50, today - 40, today - 40, today - 10];
    await storePurchases(test.db, shopId, [days.map((day) => ({ day, valueMinor: 100 }))]);
    await set(shopId, "channel = 'c' || id, exclusion = CASE WHEN id = 1 THEN 'test' END");
    await score(shopId);
    expect((await splitsOf(shopId)).cells.channel.top).toMatchObject([{ key: "c2", customers: 1, purchases: 2, historicValueMinor: 300 }]);
  });

  it("are those of this shop alone", async () => {
    const shopId = await shopOf([100]);
    const neighbour = await shopOf([900, 900]);
    await score(neighbour);
    await score(shopId);
    expect((await splitsOf(shopId)).cells.channel.top).toMatchObject([{ customers: 1, historicValueMinor: 100 }]);
    expect((await splitsOf(neighbour)).cells.channel.top).toMatchObject([{ customers: 2, historicValueMinor: 1800 }]);
  });
});
