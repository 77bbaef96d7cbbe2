import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Purchase } from "#app/clv/purchase-history.ts";
import { measureArrivals } from "#app/insights/measure-arrivals.ts";
import { measureShop } from "#app/insights/measure-shop.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { firstDayOf, OBSERVATION_END, randomShop, sumOf } from "./random-shop.ts";

const END = 1000;

function bought(...days: number[]): Purchase[] {
  return days.map((day) => ({ day, valueMinor: 1200 }));
}

/** Last year is day 636 to 1000, the year before 271 to 635. */
const SHOP = purchaseColumns([
  bought(100, 300, 700, 1000),
  bought(271, 635, 636),
  bought(300),
  bought(270),
  bought(400, 401, 402),
  bought(900),
]);

describe("a shop's averages by hand", () => {
  const figures = measureShop(SHOP, END);

  it("value of a purchase: the same 12.00 each time", () => {
    expect(figures.averagePurchaseValue).toEqual({ value: 1200, guards: [] });
  });

  it("frequency and revenue: 4 purchases of 3 customers in the last 365 days", () => {
    expect(figures.purchasesAYear.value).toBeCloseTo(4 / 3, 12);
    expect(figures.purchasesAMonth.value).toBeCloseTo(4 / 3 / 12, 12);
    expect(figures.monthlyRevenue.value).toBeCloseTo((4 * 1200) / 3 / 12, 9);
    expect(figures.purchasesAYear.guards).toEqual([]);
  });

  it("churn: of 4 customers of the year before 2 are gone, 1 − 0.5^(1/12) a month", () => {
    expect(figures.monthlyChurn.value).toBeCloseTo(1 - 0.5 ** (1 / 12), 12);
    expect(figures.monthlyChurn.guards).toEqual([]);
  });

  it("is zero where everybody came back and one where nobody did", () => {
    expect(measureShop(purchaseColumns([bought(300, 900), bought(400, 950)]), END).monthlyChurn.value).toBe(0);
    expect(measureShop(purchaseColumns([bought(300), bought(400)]), END).monthlyChurn.value).toBe(1);
  });
});

describe("a young shop's averages", () => {
  it("of less than a year are scaled up, and say so", () => {
    const { purchasesAYear, monthlyChurn } = measureShop(purchaseColumns([bought(0, 72), bought(10)]), 72);
    expect(purchasesAYear).toEqual({ value: expect.closeTo((3 / 2) * (365 / 73), 9), guards: ["extrapolated"] });
    // Two periods of 36 days, from day 1 and from day 37: the customer of day 0 is before both.
    expect(monthlyChurn).toEqual({ value: 1, guards: ["extrapolated"] });
  });

  it("know no churn before there have been two periods of 30 days, or where nobody was there to leave", () => {
    expect(measureShop(purchaseColumns([bought(0, 50)]), 58).monthlyChurn).toEqual({ value: null, guards: ["history-too-short"] });
    expect(measureShop(purchaseColumns([bought(0, 1, 50)]), 60).monthlyChurn.value).toBe(0);
    expect(measureShop(purchaseColumns([bought(0), bought(990)]), END).monthlyChurn).toEqual({ value: null, guards: ["no-earlier-customers"] });
  });

  it("are no rates before there have been 30 days: one order is not 365 a year", () => {
    for (const [end, value] of [[0, null], [28, null], [29, expect.closeTo(365 / 30, 9)]] as const) {
      const { averagePurchaseValue, purchasesAYear, purchasesAMonth, monthlyRevenue } = measureShop(purchaseColumns([bought(0)]), end);
      expect(averagePurchaseValue.value).toBe(1200);
      expect(purchasesAYear).toEqual({ value, guards: [value === null ? "history-too-short" : "extrapolated"] });
      if (value === null) expect([purchasesAMonth.value, monthlyRevenue.value]).toEqual([null, null]);
    }
  });

  it("are none where nothing was bought, at all or in the last year", () => {
    for (const { value, guards } of Object.values(measureShop(purchaseColumns([[], []]), END))) {
      expect(value).toBeNull();
      expect(guards).toEqual(["no-purchases"]);
    }
    const asleep = measureShop(purchaseColumns([bought(10)]), END);
    expect(asleep.averagePurchaseValue.value).toBe(1200);
    expect(asleep.purchasesAYear).toEqual({ value: null, guards: ["no-purchases"] });
  });
});

describe("averages of random shops", () => {
  it("are what a slow count gives, whatever lies after the observation end", () => {
    fc.assert(fc.property(randomShop, fc.integer({ min: 0, max: 400 }), (shop, daysBefore) => {
      const end = OBSERVATION_END - daysBefore;
      const columns = purchaseColumns(shop);
      const seen = shop.map((own) => new Map(own.filter(({ day }) => day <= end).map(({ day }) => [day, 0]))).filter((days) => days.size > 0);
      const { purchasesAYear, averagePurchaseValue, monthlyChurn } = measureShop(columns, end);
      if (seen.length === 0) {
        expect(averagePurchaseValue.value).toBeNull();
        return;
      }
      const count = (from: number) => seen.map((days) => [...days.keys()].filter((day) => day >= from).length).filter((n) => n > 0);
      const value = sumOf(shop.flat().filter(({ day }) => day <= end).map(({ valueMinor }) => valueMinor));
      expect(averagePurchaseValue.value).toBeCloseTo(value / sumOf(count(-Infinity)), 6);
      const first = Math.min(...seen.flatMap((days) => [...days.keys()]));
      const period = Math.min(365, end - first + 1);
      const recent = count(end - period + 1);
      if (recent.length === 0 || period < 30) expect(purchasesAYear.value).toBeNull();
      else expect(purchasesAYear.value).toBeCloseTo((sumOf(recent) / recent.length) * (365 / period), 8);
      const half = Math.min(365, Math.floor((end - first + 1) / 2));
      const before = seen.filter((days) => [...days.keys()].some((day) => day > end - 2 * half && day <= end - half));
      const lost = before.filter((days) => [...days.keys()].every((day) => day <= end - half)).length;
      if (half < 30 || before.length === 0) expect(monthlyChurn.value).toBeNull();
      else expect((1 - monthlyChurn.value!) ** ((half * 12) / 365)).toBeCloseTo(1 - lost / before.length, 9);
    }));
  });
});

describe("arrivals", () => {
  it("by hand: one new customer and three purchases in the last 90 days (911 to 1000)", () => {
    const shop = purchaseColumns([bought(100, 911), bought(911, 1000), bought(910), bought(1001)]);
    expect(measureArrivals(shop, END)).toEqual({ newCustomers: 1, days: 90, purchaseValueMinor: 1200 });
  });

  it("are counted over the days that the shop exists, and none where it has none", () => {
    expect(measureArrivals(purchaseColumns([bought(995), bought(996)]), END)).toMatchObject({ newCustomers: 2, days: 6 });
    expect(measureArrivals(purchaseColumns([]), END)).toEqual({ newCustomers: 0, days: 0, purchaseValueMinor: 0 });
    expect(measureArrivals(purchaseColumns([bought(10)]), END)).toEqual({ newCustomers: 0, days: 90, purchaseValueMinor: 0 });
  });

  it("are what a slow count gives", () => {
    fc.assert(fc.property(randomShop, (shop) => {
      const recent = shop.filter((own) => own.length > 0 && firstDayOf(own) > OBSERVATION_END - 90).length;
      const { newCustomers, days } = measureArrivals(purchaseColumns(shop), OBSERVATION_END);
      const oldest = Math.min(...shop.flatMap((own) => own.map(({ day }) => day)));
      expect(newCustomers).toBe(recent);
      expect(days).toBe(oldest === Infinity ? 0 : Math.min(90, OBSERVATION_END - oldest + 1));
    }));
  });
});
