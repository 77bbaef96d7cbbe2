import { describe, expect, it } from "vitest";
import { collectInsights } from "#app/cli/collect-insights.ts";
import { valueCustomers } from "#app/cli/value-customers.ts";
import type { Factor, LabelledValue } from "#app/insights/labelled-value.ts";
import { appraiseShop } from "#app/scoring/appraise-shop.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulateCalendar } from "../scoring/simulate-calendar.ts";

const END = 500;
const COSTS = { grossMargin: 1, acquisitionCostMinor: null };
const growing = simulateCalendar(seededDice(4), { customers: 800, days: END, meanMinor: 4000, activity: (day) => 0.15 * Math.exp((1.9 * day) / END) });
const columns = purchaseColumns(growing);
const customers = growing.map((purchases, row) => ({
  email: `${row}@shop.example`, ordersCount: purchases.length, firstOrderDay: purchases[0]!.day, lastOrderDay: purchases.at(-1)!.day, purchases, firstOrder: null,
}));

const numberOf = ({ factors }: LabelledValue, name: Factor) => factors[name]!.value!;

describe("the correction that a growing shop's past teaches", () => {
  const appraised = appraiseShop(columns, END);
  const valuation = valueCustomers(customers, END, appraised);
  const insights = collectInsights(columns, END, valuation, COSTS);
  const uncorrected = { ...valuation.model, levelCorrection: { orders: 1, orderValue: 1 } };
  const plain = collectInsights(columns, END, { ...valuation, model: uncorrected }, COSTS);
  const { orders, orderValue } = valuation.model.levelCorrection;
  const sum = (of: (customer: (typeof valuation.customers)[number]) => number) => valuation.customers.reduce((total, it) => total + of(it), 0);

  it("is that of the run's intervals, and there is one", () => {
    const { correction } = valuation.interval;
    expect([orders, orderValue]).toEqual([correction.orders.level, correction.orderValue.level]);
    expect(orders).toBeGreaterThan(1.05);
  });

  it("is in the orders that are expected of each customer once, as it is in the formula's factors", () => {
    const [corrected, before] = [insights.predictive, plain.predictive];
    expect(numberOf(corrected, "expectedPurchases") * customers.length).toBeCloseTo(sum(({ expectedOrders }) => expectedOrders), 6);
    expect(Math.abs(corrected.value! * customers.length - sum(({ predictedValueMinor }) => predictedValueMinor))).toBeLessThan(customers.length / 2);
    expect(numberOf(corrected, "expectedPurchases") / numberOf(before, "expectedPurchases")).toBeCloseTo(orders, 12);
    expect(numberOf(corrected, "expectedPurchaseValue") / numberOf(before, "expectedPurchaseValue")).toBeCloseTo(orderValue, 12);
    expect(numberOf(corrected, "discountFactor")).toBeCloseTo(numberOf(before, "discountFactor"), 12);
  });

  it("is in the forecast of known customers once", () => {
    insights.forecast.forEach((forecast, index) => {
      const before = plain.forecast[index]!;
      const timesAsMany = numberOf(forecast.orders, "purchasesOfKnownCustomers") / numberOf(before.orders, "purchasesOfKnownCustomers");
      const timesAsMuch = numberOf(forecast.revenue, "revenueOfKnownCustomers") / numberOf(before.revenue, "revenueOfKnownCustomers");
      expect(timesAsMany).toBeCloseTo(orders, 12);
      expect(timesAsMuch).toBeCloseTo(orders * orderValue, 12);
    });
  });
});
