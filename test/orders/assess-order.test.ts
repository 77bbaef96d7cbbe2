import { describe, expect, it } from "vitest";
import { assessOrder as assessIn } from "#app/orders/assess-order.ts";
import { EXCLUSIONS } from "#app/orders/exclusion.ts";
import { explainOrder } from "#app/orders/explain-order.ts";
import type { OrderFacts } from "#app/orders/order-facts.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";

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
