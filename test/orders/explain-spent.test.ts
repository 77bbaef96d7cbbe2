import { describe, expect, it } from "vitest";
import { explainSpent, sumOf } from "#app/orders/explain-spent.ts";
import { EMPTY_BASKET } from "#app/orders/order-basket.ts";
import { parseOrder } from "#app/orders/parse-order.ts";
import { GOODS_ALONE, type ValueRule } from "#app/orders/value-rule.ts";
import { orderNode } from "./order-node.ts";

const reading = { currency: "EUR", timeZone: "UTC", readAt: new Date("2026-04-01T00:00:00Z") };
type Changes = Parameters<typeof orderNode>[0];
const explain = (changes: Changes, giftCardMinor = 0, rule: ValueRule = GOODS_ALONE) =>
  explainSpent(parseOrder(orderNode({ currency: "EUR", ...changes }), { ...EMPTY_BASKET, giftCardMinor }, { ...reading, rule }), rule);

/** Goods of 100.00 and tax of 19.00 on top; shipping 5.00, its tax 0.95; a tip of 2.00. */
const ON_TOP: Changes = { subtotal: "100.0", tax: "19.95", shipping: { now: "5.0", first: "5.0", tax: "0.95" }, tip: "2.0", paid: "126.95" };
const INCLUDED: Changes = { ...ON_TOP, taxesIncluded: true, subtotal: "119.0", shipping: { now: "5.95", first: "5.95", tax: "0.95" } };

describe("what was paid for an order", () => {
  it.each<[string, Changes, number, object]>([
    ["tax on top", ON_TOP, 0, { tax: 1995, shipping: 500, extras: 200 }],
    ["tax in the prices", INCLUDED, 0, { tax: 1995, shipping: 500, extras: 200 }],
    ["gift cards", ON_TOP, 2500, { tax: 1995, shipping: 500, extras: 200, "gift-cards": 2500 }],
    ["duties and fees", { ...ON_TOP, duties: "3.0", fees: "1.0", paid: "130.95" }, 0, { tax: 1995, shipping: 500, extras: 600 }],
    ["duties in the prices", { ...ON_TOP, duties: "3.0", dutiesIncluded: true }, 0, { tax: 1995, shipping: 500, extras: 200 }],
    ["an amount handed back", { ...ON_TOP, discrepancy: "-7.0", paid: "119.95" }, 0, { tax: 1995, shipping: 500, extras: 200 }],
    ["shipping handed back", { ...ON_TOP, tax: "19.0", shipping: { now: "0.0", first: "5.0", tax: "0.95" }, paid: "121.0" }, 0, { tax: 1900, extras: 200 }],
    ["paid in part", { ...ON_TOP, status: "PARTIALLY_PAID", paid: "100.0", outstanding: "26.95" }, 0, { tax: 1995, shipping: 500, extras: 200, unpaid: -2695 }],
    ["to be handed back after an edit", { ...ON_TOP, subtotal: "90.0", tax: "18.05", outstanding: "-11.90" }, 0, { tax: 1805, shipping: 500, extras: 200, refunds: 1190 }],
    ["more handed back than the goods", { ...ON_TOP, discrepancy: "-110.0", paid: "16.95" }, 0, { tax: 1995, shipping: 500, extras: 200, "not-positive": -1000 }],
    ["cancelled and kept", { ...ON_TOP, cancelledAt: "2026-03-11T00:00:00Z" }, 0, { cancelled: 12_695 }],
    ["cancelled and handed back", { ...ON_TOP, cancelledAt: "2026-03-11T00:00:00Z", paid: "0.0" }, 0, {}],
    ["pending", { ...ON_TOP, status: "PENDING", paid: "0.0", outstanding: "126.95" }, 0, {}],
    ["a test", { ...ON_TOP, test: true }, 0, {}],
    ["in another currency", { ...ON_TOP, currency: "SEK" }, 0, {}],
  ])("%s: every part has its kind, and nothing is left over", (_, changes, giftCards, differences) => {
    const explained = explain(changes, giftCards);
    expect(explained).toMatchObject({ differences, unexplainedMinor: 0 });
    expect(explained.spentMinor - explained.countedMinor).toBe(sumOf(explained.differences));
  });

  it.each<[string, ValueRule, object]>([
    ["tax", { tax: true, shipping: false }, { tax: 95, shipping: 500, extras: 200 }],
    ["shipping", { tax: false, shipping: true }, { tax: 1995, extras: 200 }],
    ["tax and shipping", { tax: true, shipping: true }, { extras: 200 }],
  ])("%s that counts is no difference, on top or in the prices", (_, rule, differences) => {
    for (const changes of [ON_TOP, INCLUDED]) expect(explain(changes, 0, rule)).toMatchObject({ differences, unexplainedMinor: 0 });
    const tooMuchBack = { ...ON_TOP, discrepancy: "-130.0", paid: "-3.05" };
    const { differences: of, unexplainedMinor } = explain(tooMuchBack, 0, rule);
    expect([of["not-positive"], unexplainedMinor]).toEqual([sumOf({ ...differences, extras: 0 }) * -1 - 505, 0]);
  });

  it("that no kind accounts for is left over", () => {
    expect(explain({ ...ON_TOP, paid: "127.0" }).unexplainedMinor).toBe(5);
    expect(explain({ ...INCLUDED, paid: "126.0" }).unexplainedMinor).toBe(-95);
  });
});
