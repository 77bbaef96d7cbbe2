import { expect, it } from "vitest";
import { judgeCustomer } from "#app/orders/judge-customer.ts";
import type { LedgerSums } from "#app/orders/ledger-sums.ts";
import { parseTotals, parseTotalsLine } from "#app/orders/shopify-totals.ts";

const LEDGER: LedgerSums = { orders: 2, spentMinor: 1_000, countedMinor: 800, differences: { tax: 200 }, unexplainedMinor: 0, otherCurrencies: 0, tests: { orders: 0, spentMinor: 0 } };
const ALL = { seesAllOrders: true, unread: 0 };
const judge = (shopify: { orders: number; spentMinor: number | null }, ledger: Partial<LedgerSums> = {}, sight: Partial<typeof ALL> = {}) =>
  judgeCustomer(shopify, { ...LEDGER, ...ledger }, { ...ALL, ...sight });

it.each<[string, Parameters<typeof judge>, object]>([
  ["agrees", [{ orders: 2, spentMinor: 1_000 }], { differences: { tax: 200 }, unexplainedMinor: 0, agrees: true, provable: true }],
  ["has spent more", [{ orders: 2, spentMinor: 1_007 }], { differences: { tax: 200 }, unexplainedMinor: 7, agrees: false }],
  ["has spent less", [{ orders: 2, spentMinor: 993 }], { unexplainedMinor: 7, agrees: false }],
  ["has another number of orders", [{ orders: 3, spentMinor: 1_000 }], { unexplainedMinor: 0, agrees: false }],
  ["has older orders than Shopify shows", [{ orders: 5, spentMinor: 4_000 }, {}, { seesAllOrders: false }], { differences: { tax: 200, "outside-window": 3_000 }, agrees: true, provable: false }],
  ["has spent less than the orders in sight", [{ orders: 5, spentMinor: 900 }, {}, { seesAllOrders: false }], { differences: { tax: 200 }, unexplainedMinor: 100, agrees: false, provable: true }],
  ["has too little though all orders are in sight", [{ orders: 2, spentMinor: 4_000 }, {}, { seesAllOrders: false }], { unexplainedMinor: 3_000, agrees: false }],
  ["has orders that were not read", [{ orders: 3, spentMinor: 1_500 }, {}, { unread: 1 }], { differences: { tax: 200, "not-read": 500 }, agrees: true, provable: false }],
  ["has ordered in another currency", [{ orders: 2, spentMinor: 1_500 }, { otherCurrencies: 1 }], { differences: { tax: 200, "other-currency": 500 }, agrees: true, provable: false }],
  ["is added up with test orders", [{ orders: 4, spentMinor: 1_600 }, { tests: { orders: 2, spentMinor: 600 } }], { differences: { tax: 200, test: 600 }, unexplainedMinor: 0, agrees: true, provable: true }],
  ["is counted with test orders of nothing", [{ orders: 4, spentMinor: 1_000 }, { tests: { orders: 2, spentMinor: 0 } }], { differences: { tax: 200 }, agrees: true, provable: true }],
  ["has not read as much as a test order", [{ orders: 3, spentMinor: 1_600 }, { tests: { orders: 1, spentMinor: 600 } }, { unread: 1 }], { differences: { tax: 200, "not-read": 600 }, provable: false }],
  ["has more than the test orders", [{ orders: 4, spentMinor: 1_601 }, { tests: { orders: 2, spentMinor: 600 } }], { differences: { tax: 200 }, unexplainedMinor: 601, agrees: false }],
  ["is added up in another currency", [{ orders: 2, spentMinor: null }], { shopifyMinor: 1_000, unexplainedMinor: 0, agrees: true, provable: false }],
  ["has an order that does not add up", [{ orders: 2, spentMinor: 1_000 }, { unexplainedMinor: 3 }], { unexplainedMinor: 3, agrees: false }],
])("a customer who %s", (_, given, judgement) => {
  expect(judge(...given)).toMatchObject(judgement);
});

it("Shopify's sums are read exactly, or refused with the value", () => {
  const line = (change: object) => JSON.stringify({ id: "gid://shopify/Customer/7", numberOfOrders: "3", amountSpent: { amount: "12.5", currencyCode: "EUR" }, ...change });
  expect(parseTotalsLine(line({}), "EUR")).toMatchObject({ customerId: 7n, orders: 3, spentMinor: 1_250 });
  expect(parseTotalsLine(line({}), "SEK")).toMatchObject({ customerId: 7n, orders: 3, spentMinor: null });
  expect(() => parseTotalsLine(line({ numberOfOrders: "-1" }), "EUR")).toThrow(/numberOfOrders is "-1"/);
  expect(() => parseTotalsLine(line({ amountSpent: { amount: "1.234", currencyCode: "EUR" } }), "EUR")).toThrow(/more decimals/);
  expect(() => parseTotalsLine('{"id":', "EUR")).toThrow(/^"{"id":"/);
  expect(() => parseTotals({ numberOfOrders: 0.5, amountSpent: { amount: "1.0", currencyCode: "EUR" } }, "EUR")).toThrow(/whole number/);
});
