import { beforeAll, describe, expect, it } from "vitest";
import { withShop, withShopConnection } from "#app/db/with-shop.server.ts";
import { readLedgerTotals } from "#app/orders/ledger-totals.repo.server.ts";
import { saveOrder } from "#app/orders/orders.repo.server.ts";
import { parseOrder } from "#app/orders/parse-order.ts";
import { findPurchaseHistory, readPurchaseHistories } from "#app/orders/purchase-histories.repo.server.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { orderNode } from "./order-node.ts";
import { createShop, NOW } from "./shop-with-orders.ts";

const test = useTestDatabase();
const ZONE = "America/New_York";
let shopId: bigint;
let empty: bigint;

const day = (text: string) => dateToDay(new Date(text));

beforeAll(async () => {
  shopId = await createShop(test.db, "reads", ZONE);
  empty = await createShop(test.db, "empty", ZONE);
  const neighbour = await createShop(test.db, "reads-neighbour", ZONE);
  const nodes = [
    orderNode({ id: 1, customer: 20, processedAt: "2026-01-05T15:00:00Z", subtotal: "10.0" }),
    // The same evening in New York, the next day in UTC: one purchase.
    orderNode({ id: 2, customer: 20, processedAt: "2026-01-06T03:00:00Z", subtotal: "5.5" }),
    orderNode({ id: 3, customer: 20, processedAt: "2026-03-01T15:00:00Z", subtotal: "7.0" }),
    orderNode({ id: 4, customer: 20, processedAt: "2026-03-09T15:00:00Z", test: true }),
    orderNode({ id: 5, customer: 3, processedAt: "2026-02-01T15:00:00Z", status: "PENDING", subtotal: "8.0" }),
    orderNode({ id: 6, customer: null, processedAt: "2026-02-02T15:00:00Z", subtotal: "2.25" }),
    orderNode({ id: 7, customer: null, processedAt: "2026-02-02T15:00:00Z", subtotal: "0.0", discrepancy: "-4.0" }),
    orderNode({ id: 8, customer: 100, processedAt: "2026-02-03T15:00:00Z", subtotal: "1.0" }),
  ];
  for (const [shop, list] of [[shopId, nodes], [neighbour, nodes.slice(0, 2)]] as const) {
    for (const node of list) await withShop(test.db, shop, (tx) => saveOrder(tx, shop, parseOrder(node, 0, { timeZone: ZONE, readAt: NOW })));
  }
});

const EXPECTED = [
  { customerId: 3n, ordersCount: 1, firstOrderDay: day("2026-02-01"), lastOrderDay: day("2026-02-01"), purchases: [] },
  {
    customerId: 20n, ordersCount: 4, firstOrderDay: day("2026-01-05"), lastOrderDay: day("2026-03-09"),
    purchases: [{ day: day("2026-01-05"), valueMinor: 1_550 }, { day: day("2026-03-01"), valueMinor: 700 }],
  },
  {
    customerId: 100n, ordersCount: 1, firstOrderDay: day("2026-02-03"), lastOrderDay: day("2026-02-03"),
    purchases: [{ day: day("2026-02-03"), valueMinor: 100 }],
  },
];

const readAll = (shop: bigint) =>
  withShopConnection(test.db, shop, async (client) => {
    const all = [];
    for await (const batch of readPurchaseHistories(client, shop)) all.push(...batch);
    return all;
  });

describe("purchase histories", () => {
  it("hold every customer by id, counted orders by shop-local day, the days of all orders, and no guest", async () => {
    expect(await readAll(shopId)).toEqual(EXPECTED);
  });

  it("are the same for one customer, and null for one without orders", async () => {
    for (const history of EXPECTED) {
      expect(await withShop(test.db, shopId, (tx) => findPurchaseHistory(tx, shopId, history.customerId))).toEqual(history);
    }
    expect(await withShop(test.db, shopId, (tx) => findPurchaseHistory(tx, shopId, 21n))).toBeNull();
  });

  it("of an empty shop are none", async () => expect(await readAll(empty)).toEqual([]));

  it("can be read twice in one transaction", async () => {
    await withShopConnection(test.db, shopId, async (client) => {
      for (const _ of [1, 2]) {
        let customers = 0;
        for await (const batch of readPurchaseHistories(client, shopId)) customers += batch.length;
        expect(customers).toBe(3);
      }
    });
  });
});

describe("ledger totals", () => {
  it("put every order in, or out for one reason", async () => {
    const totals = await withShop(test.db, shopId, (tx) => readLedgerTotals(tx, shopId));
    expect(totals).toEqual({
      orders: 8,
      counted: { orders: 5, netMinor: 2_575 },
      excluded: [
        { exclusion: "test", orders: 1, netMinor: 10_000 },
        { exclusion: "unpaid", orders: 1, netMinor: 800 },
        { exclusion: "not-positive", orders: 1, netMinor: -400 },
      ],
      guests: { orders: 1, netMinor: 225 },
      customers: 3,
      customersHistoricMinor: 2_350,
    });
  });

  it("of an empty shop are zeros", async () => {
    const totals = await withShop(test.db, empty, (tx) => readLedgerTotals(tx, empty));
    expect(totals).toMatchObject({ orders: 0, counted: { orders: 0, netMinor: 0 }, excluded: [], customers: 0 });
  });
});
