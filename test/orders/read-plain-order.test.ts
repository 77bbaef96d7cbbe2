import { expect, it } from "vitest";
import { EMPTY_BASKET } from "#app/orders/order-basket.ts";
import { OrderNode } from "#app/orders/order-node.ts";
import { parseOrder } from "#app/orders/parse-order.ts";
import { readPlainOrder } from "#app/orders/read-plain-order.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";
import { type Dice, seededDice } from "../clv/simulate-shop.ts";
import { orderNode } from "./order-node.ts";

const READING = { currency: "USD", timeZone: "Asia/Seoul", readAt: new Date("2026-04-01T00:00:00Z"), rule: GOODS_ALONE };
const ROUNDS = 20_000;

const USUAL = orderNode({
  country: "DE",
  shipping: { now: "4.90", first: "4.90", tax: "0.78" },
  duties: "1.0",
  fees: "0.5",
  cancelledAt: "2026-03-31T23:59:59Z",
  visit: { source: "Google", utmParameters: { source: " News\0letter ", campaign: "Spring" } },
  codes: ["A"],
});
const ODD: unknown[] = [
  null, true, false, 0, 5, -1.5, "", "x", "a\0b", "\ud800", "0.0", "gid://shopify/Order/0", "gid://shopify/Order/12?x=1", "gid://shopify/Order/99999999999999999999",
  "2026-02-29T00:00:00Z", "2024-02-29T12:00:00Z", "2026-04-31T00:00:00Z", "2026-03-10T12:00:00.123Z", "2026-03-10T12:00:00+02:00", "1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z",
  "2026-03-10T24:00:00Z", "2026-13-01T00:00:00Z", "9999-12-31T23:59:59Z", "PAID", "paid", "VOIDED", [], [null], ["A"], [1], {}, { shopMoney: null }, { shopMoney: { amount: "1.0", currencyCode: "EUR" } },
  { shopMoney: { amount: 1, currencyCode: "USD" } }, { id: "gid://shopify/Customer/1" }, { id: 1, dataSaleOptOut: false }, { firstVisit: null }, { firstVisit: {} }, { firstVisit: [] },
  { firstVisit: { source: null, utmParameters: null } }, { firstVisit: { source: "a", utmParameters: [] } }, { countryCodeV2: null }, { countryCodeV2: 5 }, { taxLines: [], discountedPriceSet: { shopMoney: { amount: "1.0", currencyCode: "USD" } } },
];

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && Object.keys(value).length > 0;

/** The order with one to three of its fields, however deep, put to something odd. */
function bend(dice: Dice): unknown {
  const node = structuredClone(USUAL) as Tree;
  const pick = <T>(from: readonly T[]) => from[Math.min(from.length - 1, Math.floor(dice() * from.length))]!;
  for (let times = Math.ceil(dice() * 3); times > 0; times -= 1) {
    let place: Tree = node;
    let key = pick(Object.keys(place));
    for (let inner = place[key]; isTree(inner) && dice() < 0.6; inner = place[key]) {
      place = inner;
      key = pick(Object.keys(place));
    }
    if (dice() < 0.1) delete place[key];
    else place[key] = structuredClone(pick(ODD));
  }
  return JSON.parse(JSON.stringify(node));
}

const outcome = (parse: () => unknown) => {
  try {
    return parse();
  } catch (error) {
    return String(error);
  }
};

it("is the schema's result wherever it gives one, whatever is odd in an order", () => {
  const dice = seededDice(4);
  const plain = { taken: 0, left: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    const node = bend(dice);
    const read = outcome(() => readPlainOrder(node));
    if (read === null) {
      plain.left += 1;
      continue;
    }
    plain.taken += 1;
    const parsed = outcome(() => OrderNode.parse(node));
    // The schema drops fields that nobody asked for.
    if (typeof parsed === "string") expect(read, JSON.stringify(node)).toBe(parsed);
    else expect(read, JSON.stringify(node)).toMatchObject(parsed as object);
  }
  expect(plain.taken, "orders that needed no schema").toBeGreaterThan(ROUNDS / 20);
  expect(plain.left, "orders left to the schema").toBeGreaterThan(ROUNDS / 2);
});

it("takes what is usual: without it a large file would take far longer", () => {
  expect(readPlainOrder(USUAL)).not.toBeNull();
  expect(readPlainOrder(orderNode({ customer: null, status: null, channel: null }))).not.toBeNull();
  for (const odd of [null, undefined, "x", 5, [], {}]) expect(readPlainOrder(odd)).toBeNull();
  expect(() => parseOrder(null, EMPTY_BASKET, READING)).toThrow(/Order without an id: the whole/);
});
