import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import { formatDecimal } from "#sandbox/money.ts";
import { financialStatus } from "#sandbox/orders/financial-status.ts";
import { sumCustomer } from "#sandbox/orders/sum-customer.ts";
import { sumOrder } from "#sandbox/orders/sum-order.ts";
import { valueRefundLines } from "#sandbox/orders/value-refunds.ts";
import type { OrderRecord, RefundRecord } from "#sandbox/store/model.ts";
import { aLine, anOrder } from "./box.ts";

function refundOf(changes: Partial<RefundRecord>): RefundRecord {
  return { id: 900, createdAt: "2026-01-02T00:00:00Z", lines: [], shippingMinor: 0, amountMinor: 0, ...changes };
}

/** 3 × 10.00 less 1.00, tax 19 % on top, 5.00 shipping, 2.00 tip. */
const ORDER = anOrder(1, {
  taxesIncluded: false,
  lines: [aLine(10, { quantity: 3, discountMinor: 100, taxMinor: 551 })],
  shippingMinor: 500,
  tipMinor: 200,
  receivedMinor: 2900 + 551 + 500 + 200,
});

describe("an order's sums", () => {
  it("add up before any return", () => {
    expect(sumOrder(ORDER)).toMatchObject({
      current: { subtotalMinor: 2900, taxMinor: 551, discountMinor: 100, payableMinor: 3451 },
      totalMinor: 4151,
      currentTotalMinor: 4151,
      netPaymentMinor: 4151,
      outstandingMinor: 0,
      refundDiscrepancyMinor: 0,
    });
    expect(financialStatus(ORDER)).toBe("PAID");
  });

  it("do not add tax that the prices include", () => {
    const order = anOrder(1, { taxesIncluded: true, lines: [aLine(10, { taxMinor: 160 })] });
    expect(sumOrder(order)).toMatchObject({ current: { subtotalMinor: 1000, taxMinor: 160 }, totalMinor: 1000, outstandingMinor: 0 });
  });

  it("fall by a returned line's share", () => {
    const order = { ...ORDER, refunds: [refundOf({ lines: [{ lineItemId: 10, quantity: 1 }], amountMinor: 967 + 184 })] };
    expect(sumOrder(order)).toMatchObject({
      current: { subtotalMinor: 2900 - 967, taxMinor: 551 - 184 },
      totalMinor: 4151,
      refundedMinor: 1151,
      netPaymentMinor: 3000,
      refundDiscrepancyMinor: 0,
      outstandingMinor: 0,
    });
    expect(financialStatus(order)).toBe("PARTIALLY_REFUNDED");
  });

  it("keep the subtotal when only money is handed back, which is a discrepancy in the customer's favour", () => {
    const order = { ...ORDER, refunds: [refundOf({ amountMinor: 700 })] };
    expect(sumOrder(order)).toMatchObject({
      current: { subtotalMinor: 2900 },
      currentTotalMinor: 4151,
      refundDiscrepancyMinor: -700,
      netPaymentMinor: 3451,
      outstandingMinor: 0,
    });
  });

  it("show what was kept back of a return as a discrepancy in the merchant's favour", () => {
    const order = anOrder(1, { refunds: [refundOf({ lines: [{ lineItemId: 10, quantity: 1 }], amountMinor: 900 })] });
    expect(sumOrder(order)).toMatchObject({ current: { subtotalMinor: 0 }, refundDiscrepancyMinor: 100, outstandingMinor: 0 });
  });

  it("leave something to pay after an edit that adds, and to hand back after one that takes off", () => {
    const added = anOrder(1, { lines: [aLine(10, { quantity: 2 })], receivedMinor: 1000 });
    expect(sumOrder(added).outstandingMinor).toBe(1000);
    expect(financialStatus(added)).toBe("PARTIALLY_PAID");
    const removed = anOrder(1, { lines: [aLine(10, { quantity: 2, removedQuantity: 1 })], receivedMinor: 2000 });
    expect(sumOrder(removed)).toMatchObject({ current: { subtotalMinor: 1000 }, totalMinor: 1000, outstandingMinor: -1000 });
  });

  it("let an imported order's corrections go with its goods", () => {
    const lines = [aLine(10, { quantity: 2 })];
    const whole = anOrder(1, { lines, subtotalAdjustmentMinor: 30, unallottedTaxMinor: 200, taxesIncluded: false, receivedMinor: 2230 });
    expect(sumOrder(whole)).toMatchObject({ current: { subtotalMinor: 2030, taxMinor: 200 }, outstandingMinor: 0 });
    const half = { ...whole, refunds: [refundOf({ lines: [{ lineItemId: 10, quantity: 1 }], amountMinor: 1115 })] };
    expect(sumOrder(half)).toMatchObject({ current: { subtotalMinor: 1015, taxMinor: 100 }, refundDiscrepancyMinor: 0 });
  });

  it("end at nothing when units are handed back one by one, however they round", () => {
    const someLine = fc.record({ quantity: fc.integer({ min: 1, max: 7 }), price: fc.integer({ min: 1, max: 999 }), discount: fc.integer({ min: 0, max: 99 }), tax: fc.integer({ min: 0, max: 99 }), removed: fc.boolean() });
    fc.assert(
      fc.property(fc.array(someLine, { minLength: 1, maxLength: 4 }), fc.integer({ min: -5, max: 5 }), (drawn, adjustment) => {
        const lines = drawn.map(({ quantity, price, discount, tax, removed }, index) =>
          aLine(index + 1, { quantity, unitPriceMinor: price, discountMinor: Math.min(discount, quantity * price), taxMinor: tax, removedQuantity: removed ? 1 : 0 }),
        );
        let order: OrderRecord = anOrder(1, { lines, taxesIncluded: false, subtotalAdjustmentMinor: adjustment });
        const edited = sumOrder(order).current;
        for (const line of lines) {
          for (let unit = 0; unit < line.quantity - line.removedQuantity; unit++) {
            const refund = refundOf({ id: order.refunds.length + 1, lines: [{ lineItemId: line.id, quantity: 1 }] });
            order = { ...order, refunds: [...order.refunds, refund] };
          }
        }
        expect(sumOrder(order).current).toEqual({ subtotalMinor: 0, taxMinor: 0, discountMinor: 0, payableMinor: 0 });
        const handedBack = order.refunds.flatMap((refund) => valueRefundLines(order, refund));
        expect(handedBack.reduce((sum, line) => sum + line.subtotalMinor, 0)).toBe(edited.subtotalMinor);
        expect(handedBack.reduce((sum, line) => sum + line.taxMinor, 0)).toBe(edited.taxMinor);
      }),
    );
  });
});

describe("a financial status", () => {
  it("says refunded once all that came in went back", () => {
    expect(financialStatus({ ...ORDER, refunds: [refundOf({ amountMinor: 4151 })] })).toBe("REFUNDED");
  });

  it.each(["PENDING", "AUTHORIZED", "VOIDED", "EXPIRED"] as const)("stays %s while nothing came in", (payment) => {
    expect(financialStatus(anOrder(1, { payment, receivedMinor: 0 }))).toBe(payment);
  });
});

describe("a customer's sums", () => {
  it("leave out test orders and what was handed back", () => {
    const orders = [anOrder(1), anOrder(2, { test: true }), anOrder(3, { refunds: [refundOf({ amountMinor: 400 })] }), anOrder(4, { payment: "PENDING", receivedMinor: 0 })];
    expect(sumCustomer(orders)).toEqual({ numberOfOrders: 3, amountSpentMinor: 1600 });
  });
});

describe("money as text", () => {
  it.each([
    [1250, "EUR", "12.5", "12.50"],
    [1200, "EUR", "12.0", "12.00"],
    [-5, "EUR", "-0.05", "-0.05"],
    [1200, "JPY", "1200.0", "1200"],
    [1234, "KWD", "1.234", "1.234"],
    [100_000, "USD", "1000.0", "1000.00"],
  ])("writes %i %s as Shopify does", (minor, currency, decimal, fixed) => {
    expect(formatDecimal(minor, currency)).toBe(decimal);
    expect(minorToDecimal(minor, currency)).toBe(fixed);
  });
});
