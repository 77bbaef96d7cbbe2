import { beforeAll, describe, expect, it } from "vitest";
import { withShop, withShopConnection } from "#app/db/with-shop.server.ts";
import { findLedgerByRule } from "#app/orders/ledger-by-rule.repo.server.ts";
import type { LedgerColumns } from "#app/orders/ledger-columns.ts";
import { readLedgerColumns } from "#app/orders/ledger-columns.repo.server.ts";
import { readLedgerTotals } from "#app/orders/ledger-totals.repo.server.ts";
import { saveOrder } from "#app/orders/orders.repo.server.ts";
import { EMPTY_BASKET } from "#app/orders/order-basket.ts";
import { parseOrder } from "#app/orders/parse-order.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { orderNode } from "./order-node.ts";
import { createShop, NOW } from "./shop-with-orders.ts";

const test = useTestDatabase();
const ZONE = "America/New_York";
const READING = { currency: "USD", timeZone: ZONE, readAt: NOW, rule: GOODS_ALONE };
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
    for (const node of list) await withShop(test.db, shop, (tx) => saveOrder(tx, shop, parseOrder(node, EMPTY_BASKET, READING)));
  }
});

const TODAY = day("2026-04-01");

const EXPECTED = [
  { customerId: 3, ordersCount: 1, firstOrderDay: day("2026-02-01"), lastOrderDay: day("2026-02-01"), purchases: [] },
  {
    customerId: 20, ordersCount: 4, firstOrderDay: day("2026-01-05"), lastOrderDay: day("2026-03-09"),
    purchases: [{ day: day("2026-01-05"), valueMinor: 1_550 }, { day: day("2026-03-01"), valueMinor: 700 }],
  },
  {
    customerId: 100, ordersCount: 1, firstOrderDay: day("2026-02-03"), lastOrderDay: day("2026-02-03"),
    purchases: [{ day: day("2026-02-03"), valueMinor: 100 }],
  },
];

function customersOf({ customers, ordersAt, offsets, day: days, valueMinor }: LedgerColumns) {
  return Array.from({ length: customers }, (_, customer) => {
    const rows = Array.from({ length: offsets[customer + 1]! - offsets[customer]! }, (_, index) => offsets[customer]! + index);
    return { ...ordersAt(customer), purchases: rows.map((row) => ({ day: days[row]!, valueMinor: valueMinor[row]! })) };
  });
}

async function readAll(shop: bigint, today = TODAY) {
  return customersOf(await withShopConnection(test.db, shop, (client) => readLedgerColumns(client, shop, today)));
}

describe("a ledger as columns", () => {
  it("holds every customer by id, purchases by shop-local day, the days of all orders, and no guest", async () => {
    expect(await readAll(shopId)).toEqual(EXPECTED);
  });

  it("is the same of one customer, and empty of one without orders", async () => {
    const find = (customerId: bigint) => withShop(test.db, shopId, (tx) => findLedgerByRule(tx, shopId, [customerId], { today: TODAY, shopCurrency: "USD", rule: GOODS_ALONE }));
    for (const expected of EXPECTED) expect(customersOf(await find(BigInt(expected.customerId)))).toEqual([expected]);
    expect(customersOf(await find(21n))).toEqual([]);
  });

  it("takes an order of the days to come as one of today, and two of them as one purchase", async () => {
    const [, early] = await readAll(shopId, day("2026-02-01"));
    expect(early).toMatchObject({
      lastOrderDay: day("2026-02-01"),
      purchases: [{ day: day("2026-01-05") }, { day: day("2026-02-01"), valueMinor: 700 }],
    });
    const [, earlier] = await readAll(shopId, day("2026-01-01"));
    expect(earlier).toMatchObject({ ordersCount: 4, purchases: [{ day: day("2026-01-01"), valueMinor: 2_250 }] });
  });

  it("of an empty shop is empty", async () => expect(await readAll(empty)).toEqual([]));
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
      optedOut: { customers: 0, orders: 0, netMinor: 0 },
      customers: 3,
      customersHistoricMinor: 2_350,
    });
  });

  it("give orders in other currencies a number and no sum", async () => {
    const mixed = await createShop(test.db, "mixed", ZONE);
    for (const node of [orderNode({ id: 1, currency: "JPY", subtotal: "500000", tax: "0" }), orderNode({ id: 2, currency: "EUR", test: true })]) {
      await withShop(test.db, mixed, (tx) => saveOrder(tx, mixed, parseOrder(node, EMPTY_BASKET, READING)));
    }
    const totals = await withShop(test.db, mixed, (tx) => readLedgerTotals(tx, mixed));
    expect(totals).toMatchObject({ counted: { orders: 0, netMinor: 0 }, customersHistoricMinor: 0 });
    expect(totals.excluded).toEqual([{ exclusion: "other-currency", orders: 2, netMinor: null }]);
    expect(await readAll(mixed)).toMatchObject([{ ordersCount: 2, purchases: [] }]);
  });

  it("of an empty shop are zeros", async () => {
    const totals = await withShop(test.db, empty, (tx) => readLedgerTotals(tx, empty));
    expect(totals).toMatchObject({ orders: 0, counted: { orders: 0, netMinor: 0 }, excluded: [], customers: 0 });
  });
});
