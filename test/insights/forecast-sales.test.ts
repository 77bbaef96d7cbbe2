import { describe, expect, it } from "vitest";
import { type ExpectedSales, FORECAST_DAYS, forecastSales } from "#app/insights/forecast-sales.ts";

const predict = (days: number) => ({ expectedPurchases: Float64Array.of(days / 30, days / 60), expectedValueMinor: Float64Array.of(1000, 4000) });
const nobody = { newCustomers: 0, days: 90, purchaseValueMinor: 0 };
const unknown = () => null;

describe("the forecast of sales", () => {
  it("by hand, known customers: 1 × 10.00 + 0.5 × 40.00 in 30 days", () => {
    const { orders, revenue } = forecastSales(30, { predict, arrivals: nobody, purchasesOfNewCustomer: () => 5, intervalOf: unknown });
    expect(orders).toMatchObject({ formula: "forecast-orders", value: 1.5, unit: "purchases", guards: ["no-interval"], interval: null });
    expect(revenue).toMatchObject({ formula: "forecast-revenue", value: 3000, unit: "minor" });
  });

  it("by hand, new customers: two a day, each with a first purchase and 0.1 a day after it", () => {
    const outlook = { predict, arrivals: { newCustomers: 120, days: 60, purchaseValueMinor: 700 }, purchasesOfNewCustomer: (days: number) => 0.1 * days, intervalOf: unknown };
    const { orders, revenue } = forecastSales(30, outlook);
    // 60 first purchases, and 2 × 0.1 × (0.5 + 1.5 + … + 29.5) = 0.2 × 450 more.
    expect(orders.factors.purchasesOfNewCustomers!.value).toBeCloseTo(150, 9);
    expect(orders.value).toBeCloseTo(151.5, 9);
    expect(revenue.value).toBeCloseTo(3000 + 150 * 700, 6);
    expect(revenue.factors).toMatchObject({ revenueOfKnownCustomers: { value: 3000 }, newCustomersADay: { value: 2, unit: "customers-a-day" }, horizonDays: { value: 30 } });
  });

  it("carries the interval it is given for the horizon and the expected sums", () => {
    const intervalOf = (days: number, { known, arriving }: ExpectedSales) => ({
      orders: { lower: known.orders - days, upper: known.orders + days, level: 0.8 },
      revenueMinor: { lower: known.revenueMinor, upper: known.revenueMinor + 2 * arriving.revenueMinor, level: 0.8 },
    });
    const arrivals = { newCustomers: 30, days: 30, purchaseValueMinor: 10 };
    for (const days of FORECAST_DAYS) {
      const { orders, revenue } = forecastSales(days, { predict, arrivals, purchasesOfNewCustomer: () => 0, intervalOf });
      expect(orders.guards).toEqual([]);
      expect(orders.interval).toEqual({ lower: days / 20 - days, upper: days / 20 + days, level: 0.8 });
      expect(revenue.interval!.upper).toBe(revenue.value! + 10 * days);
    }
  });

  it("is none of a shop that has not seen 30 days, and says why", () => {
    const forecastAfter = (days: number) => forecastSales(30, { predict, arrivals: { newCustomers: days, days, purchaseValueMinor: 10 }, purchasesOfNewCustomer: () => 0, intervalOf: unknown });
    for (const [days, guard] of [[0, "no-purchases"], [1, "history-too-short"], [29, "history-too-short"]] as const) {
      for (const it of Object.values(forecastAfter(days))) expect(it).toMatchObject({ value: null, guards: [guard], interval: null });
    }
    expect(forecastAfter(30).orders.value).toBeCloseTo(31.5, 9);
  });

  it("grows with the horizon", () => {
    const outlook = { predict, arrivals: { newCustomers: 90, days: 90, purchaseValueMinor: 10 }, purchasesOfNewCustomer: (days: number) => days / 100, intervalOf: unknown };
    const values = FORECAST_DAYS.map((days) => forecastSales(days, outlook).orders.value!);
    expect(values).toEqual(values.toSorted((a, b) => a - b));
    expect(new Set(values).size).toBe(3);
  });
});
