import { describe, expect, it } from "vitest";
import { assessOrder as assessIn } from "#app/orders/assess-order.ts";
import { EXCLUSIONS } from "#app/orders/exclusion.ts";
import { explainOrder } from "#app/orders/explain-order.ts";
import type { OrderFacts } from "#app/orders/order-facts.ts";
import { GOODS_ALONE, type ValueRule } from "#app/orders/value-rule.ts";

const paid: OrderFacts = {
  test: false,
  cancelledAt: null,
  financialStatus: "PAID",
  currency: "USD",
  taxesIncluded: false,
  currentSubtotalMinor: 10_000,
  currentTaxMinor: 1_900,
  giftCardMinor: 0,
  refundDiscrepancyMinor: 0,
  shippingMinor: 600,
  shippingTaxMinor: 95,
};
const assessOrder = (facts: OrderFacts) => assessIn(facts, { shopCurrency: "USD", rule: GOODS_ALONE });
const cancelledAt = new Date("2026-01-02T03:04:05Z");

describe("net value", () => {
  it.each<[string, Partial<OrderFacts>, number]>([
    ["tax on top is not in the subtotal and stays out", {}, 10_000],
    ["tax inside the prices is taken off", { taxesIncluded: true }, 8_100],
    ["gift cards are not sales yet", { giftCardMinor: 2_500 }, 7_500],
    ["an amount-only refund lowers it", { financialStatus: "PARTIALLY_REFUNDED", refundDiscrepancyMinor: -3_000 }, 7_000],
    ["what the merchant kept of a return stays", { financialStatus: "PARTIALLY_REFUNDED", refundDiscrepancyMinor: 500 }, 10_500],
    ["all at once", { taxesIncluded: true, giftCardMinor: 100, refundDiscrepancyMinor: -1 }, 7_999],
  ])("%s", (_, change, netMinor) => {
    expect(assessOrder({ ...paid, ...change })).toEqual({ netMinor, exclusion: null });
  });

  it("is refused where a number cannot hold it", () => {
    expect(() => assessOrder({ ...paid, currentSubtotalMinor: Number.MAX_SAFE_INTEGER, refundDiscrepancyMinor: 9 })).toThrow(
      /minor units/,
    );
  });
});

/** Goods 10.00 and shipping 6.00 without their taxes, which are 1.90 and 0.95. */
const onTop = { ...paid, currentSubtotalMinor: 1000, currentTaxMinor: 190 };
const included: OrderFacts = { ...onTop, taxesIncluded: true, currentSubtotalMinor: 1190, shippingMinor: 695 };

describe.each<[string, ValueRule, number]>([
  ["neither", GOODS_ALONE, 1000],
  ["tax", { tax: true, shipping: false }, 1190],
  ["shipping", { tax: false, shipping: true }, 1600],
  ["both", { tax: true, shipping: true }, 1885],
])("where %s counts", (_, rule, worth) => {
  const netOf = (facts: OrderFacts, shopCurrency = "USD") => assessIn(facts, { shopCurrency, rule });

  it.each(["JPY", "USD", "KWD"])("an order in %s is worth the same whether taxes are within its prices or on top", (currency) => {
    for (const facts of [onTop, included]) expect(netOf({ ...facts, currency }, currency)).toEqual({ netMinor: worth, exclusion: null });
  });

  it("what was handed back of shipping is gone, and so is its tax; refunds of an amount and gift cards are taken off all the same", () => {
    const back = rule.shipping ? (rule.tax ? 695 : 600) : 0;
    for (const facts of [onTop, included]) {
      expect(netOf({ ...facts, shippingMinor: 0, shippingTaxMinor: 0 }).netMinor).toBe(worth - back);
      expect(netOf({ ...facts, giftCardMinor: 300, refundDiscrepancyMinor: -250 }).netMinor).toBe(worth - 550);
    }
  });

  it("an order counts from one minor unit of it on, free goods too where their shipping was paid", () => {
    for (const facts of [onTop, included]) {
      expect(netOf({ ...facts, refundDiscrepancyMinor: 1 - worth })).toEqual({ netMinor: 1, exclusion: null });
      expect(netOf({ ...facts, refundDiscrepancyMinor: -worth })).toEqual({ netMinor: 0, exclusion: "not-positive" });
      expect(netOf({ ...facts, currentSubtotalMinor: 0, currentTaxMinor: 0 }).exclusion).toBe(rule.shipping ? null : "not-positive");
    }
  });

  it("its parts name what counts and add up to its value", () => {
    for (const facts of [onTop, included]) {
      const parts = explainOrder(facts, rule);
      expect(parts.reduce((sum, { minor }) => sum + minor, 0)).toBe(worth);
      const labels = parts.map(({ label }) => label);
      expect(labels.some((label) => label === "tax" || label === "goods-with-tax")).toBe(rule.tax);
      expect(labels.some((label) => label.startsWith("shipping"))).toBe(rule.shipping);
      expect(labels.includes("included-tax")).toBe(facts.taxesIncluded && !rule.tax);
    }
  });
});

describe("what does not count", () => {
  it.each<[string, Partial<OrderFacts>, string | null]>([
    ["an order in another currency", { currency: "EUR" }, "other-currency"],
    ["a test order", { test: true }, "test"],
    ["a cancelled order", { cancelledAt }, "cancelled"],
    ["a voided payment", { financialStatus: "VOIDED" }, "voided"],
    ["an expired authorisation", { financialStatus: "EXPIRED" }, "expired"],
    ["a pending payment", { financialStatus: "PENDING" }, "unpaid"],
    ["a free order", { currentSubtotalMinor: 0 }, "not-positive"],
    ["an order returned whole", { currentSubtotalMinor: 0, financialStatus: "REFUNDED" }, "not-positive"],
    ["an order whose amount was refunded whole", { refundDiscrepancyMinor: -12_500, financialStatus: "REFUNDED" }, "not-positive"],
    ["an order of gift cards only", { giftCardMinor: 10_000 }, "not-positive"],
    ["an authorised payment counts", { financialStatus: "AUTHORIZED" }, null],
    ["a part payment counts", { financialStatus: "PARTIALLY_PAID" }, null],
    ["a part refund counts", { financialStatus: "PARTIALLY_REFUNDED" }, null],
    ["one cent counts", { currentSubtotalMinor: 1 }, null],
  ])("%s", (_, change, exclusion) => {
    expect(assessOrder({ ...paid, ...change }).exclusion).toBe(exclusion);
  });

  it("gives the first reason of the list where several hold", () => {
    const removals: Partial<OrderFacts>[] = [
      { currency: "USD" },
      { test: false },
      { cancelledAt: null },
      { financialStatus: "EXPIRED" },
      { financialStatus: "PENDING" },
      { financialStatus: "REFUNDED" },
    ];
    let facts: OrderFacts = { ...paid, currency: "EUR", test: true, cancelledAt, financialStatus: "VOIDED", currentSubtotalMinor: 0 };
    const given = [assessOrder(facts).exclusion];
    for (const removal of removals) {
      facts = { ...facts, ...removal };
      given.push(assessOrder(facts).exclusion);
    }
    expect(given).toEqual([...EXCLUSIONS]);
  });

  it("says what it would have been worth all the same", () => {
    expect(assessOrder({ ...paid, test: true }).netMinor).toBe(10_000);
  });
});

describe("explanation", () => {
  it("names each part with its sign, and the parts add up to the net value", () => {
    const facts: OrderFacts = { ...paid, taxesIncluded: true, giftCardMinor: 2_500, refundDiscrepancyMinor: -300 };
    const parts = explainOrder(facts, GOODS_ALONE);
    expect(parts).toEqual([
      { label: "goods", minor: 10_000 },
      { label: "included-tax", minor: -1_900 },
      { label: "gift-cards", minor: -2_500 },
      { label: "refunds-beyond-returns", minor: -300 },
    ]);
    expect(parts.reduce((sum, part) => sum + part.minor, 0)).toBe(assessOrder(facts).netMinor);
  });

  it("leaves out what is zero", () => {
    expect(explainOrder({ ...paid, taxesIncluded: true, currentTaxMinor: 0 }, GOODS_ALONE)).toEqual([{ label: "goods", minor: 10_000 }]);
  });
});
