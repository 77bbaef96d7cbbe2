import { describe, expect, it } from "vitest";
import { annualisedClv } from "#app/insights/annualised-clv.ts";
import { standingIn } from "#app/insights/band.ts";
import { clvToCac } from "#app/insights/clv-to-cac.ts";
import { cohortClv, cohortTable } from "#app/insights/cohort-table.ts";
import { known } from "#app/insights/combined.ts";
import { customerEquity } from "#app/insights/customer-equity.ts";
import { discountedValue } from "#app/insights/discounted-value.ts";
import { forecastSales } from "#app/insights/forecast-sales.ts";
import { lifetimeMargin } from "#app/insights/lifetime-margin.ts";
import { measureArrivals } from "#app/insights/measure-arrivals.ts";
import { measureShop } from "#app/insights/measure-shop.ts";
import { netClv } from "#app/insights/net-clv.ts";
import { orderSizeBands } from "#app/insights/order-size.ts";
import { payback } from "#app/insights/payback.ts";
import { predictiveClv } from "#app/insights/predictive-clv.ts";
import { romi } from "#app/insights/romi.ts";
import { shopFormulas } from "#app/insights/shop-formulas.ts";
import { simpleClv } from "#app/insights/simple-clv.ts";
import { splitByCohort } from "#app/insights/split-by-cohort.ts";
import { suggestWindow } from "#app/insights/suggest-window.ts";
import { elapsedDays, valueCurve } from "#app/insights/value-curve.ts";
import { windowClv } from "#app/insights/window-clv.ts";
import { type PurchaseColumns, purchaseColumns } from "#app/scoring/purchase-columns.ts";

const shop = purchaseColumns([[{ day: 10, valueMinor: 500 }, { day: 40, valueMinor: 700 }], [{ day: 20, valueMinor: 900 }]]);
const END = 60;
const settings = { grossMargin: 0.5, acquisitionCostMinor: 100, years: 3, business: "retail" as const, annualDiscountRate: 0.1 };

const READERS: [string, (purchases: PurchaseColumns, observationEnd: number) => unknown][] = [
  ["valueCurve", (purchases, end) => valueCurve(purchases, end, elapsedDays)],
  ["measureShop", measureShop],
  ["measureArrivals", measureArrivals],
  ["suggestWindow", suggestWindow],
  ["splitByCohort", (purchases, end) => splitByCohort(purchases, end, "month")],
  ["cohortTable", (purchases, end) => cohortTable(purchases, end, "quarter")],
  ["shopFormulas", (purchases, end) => shopFormulas(purchases, end, settings)],
];

const WRONG_SHOPS: [string, Partial<PurchaseColumns>, string][] = [
  ["a value that is none", { valueMinor: Float64Array.of(500, NaN, 900) }, "column valueMinor, row 1 is NaN; allowed: a finite number"],
  ["days that fall", { day: Int32Array.of(40, 10, 20) }, "column day, row 1 is 10; allowed: a whole day from 41 to 2932896"],
  ["a day twice", { day: Int32Array.of(10, 10, 20) }, "column day, row 1 is 10; allowed: a whole day from 11"],
  ["a day of no calendar", { day: Int32Array.of(10, 2 ** 30, 20) }, "column day, row 1 is 1073741824"],
  ["columns of unequal length", { day: Int32Array.of(10, 40) }, "column day has 2 rows; allowed: 3"],
  ["more customers than offsets", { customers: 5 }, "column offsets has 3 rows; allowed: 6"],
  ["offsets that fall", { offsets: Int32Array.of(0, 4, 3) }, "column offsets, row 1 is 4; allowed: a row from 0 to 3"],
];

describe.each(READERS)("%s refuses", (_, read) => {
  it.each([NaN, Infinity, 10.5, 1e12])("an observation end of %d", (end) => {
    expect(() => read(shop, end)).toThrow(new RangeError(`observationEnd is ${end}; allowed: a whole day from -719162 to 2932896`));
  });

  it.each(WRONG_SHOPS)("%s", (_name, wrong, message) => {
    expect(() => read({ ...shop, ...wrong }, END)).toThrow(message);
  });
});

describe("formulas refuse", () => {
  const given = (value: unknown) => value as never;

  it("rates and times below zero", () => {
    const factors = { averagePurchaseValue: known(100), purchasesAYear: known(2), years: known(3) };
    expect(() => annualisedClv({ ...factors, years: known(-1) })).toThrow(new RangeError("factors.years is -1; allowed: a finite number from 0"));
    expect(() => annualisedClv({ ...factors, purchasesAYear: { value: NaN, guards: [] } })).toThrow("factors.purchasesAYear is NaN");
    expect(() => simpleClv({ averagePurchaseValue: known(1), purchasesAMonth: known(1), lifespanMonths: known(-2) })).toThrow("factors.lifespanMonths is -2");
    expect(() => shopFormulas(shop, END, { ...settings, years: -3 })).toThrow("settings.years is -3");
    expect(() => shopFormulas(shop, END, { ...settings, grossMargin: 1.2 })).toThrow("settings.grossMargin is 1.2; allowed: a finite number up to 1");
    expect(() => shopFormulas(shop, END, { ...settings, acquisitionCostMinor: -1 })).toThrow("acquisitionCostMinor is -1");
  });

  it("costs, spend and customers below zero or none", () => {
    for (const value of [-1, NaN, Infinity]) {
      const wrong = { value, guards: [] };
      const allowed = `is ${value}; allowed: a finite number from 0`;
      expect(() => clvToCac(known(300), wrong, "retail")).toThrow(new RangeError(`acquisitionCost ${allowed}`));
      expect(() => netClv(known(300), wrong)).toThrow(new RangeError(`acquisitionCost ${allowed}`));
      expect(() => payback(valueCurve(shop, END, elapsedDays), wrong, 0.5)).toThrow(new RangeError(`acquisitionCost ${allowed}`));
      expect(() => romi(known(1), wrong)).toThrow(new RangeError(`spend ${allowed}`));
      expect(() => lifetimeMargin({ customers: value, historicValueMinor: 1, predictedValueMinor: 1, isProven: true }, 0.4)).toThrow(new RangeError(`lifetime.customers ${allowed}`));
    }
    expect(() => lifetimeMargin({ customers: 1, historicValueMinor: 1, predictedValueMinor: 1, isProven: true }, 40)).toThrow("grossMargin is 40; allowed: a finite number up to 1");
  });

  it.each([NaN, Infinity])("bands of an order's value of %d", (value) => {
    expect(() => orderSizeBands(Float64Array.of(1, value))).toThrow(new RangeError(`column valueMinor, row 1 is ${value}; allowed: a finite number`));
  });

  it("horizons, columns and arrivals that are none", () => {
    const [one, horizon] = [Float64Array.of(1), { horizonDays: 30, annualDiscountRate: 0 }];
    const columns = { expectedPurchases: one, discountedPurchases: one, expectedValueMinor: one };
    const evidence = { interval: null, isProven: true };
    expect(() => predictiveClv(columns, { ...horizon, horizonDays: -1 }, evidence)).toThrow("horizonDays is -1; allowed: a number from 0 to 36500");
    expect(() => predictiveClv({ ...columns, expectedValueMinor: given(undefined) }, horizon, evidence)).toThrow("predictions.expectedValueMinor is undefined; allowed: a Float64Array");
    expect(() => discountedValue((days) => days, given(null))).toThrow("horizon is null; allowed: an object with horizonDays, annualDiscountRate");
    const arrivals = { newCustomers: -1, days: 90, purchaseValueMinor: 0 };
    const outlook = { predict: () => columns, purchasesOfNewCustomer: () => 0, intervalOf: () => null };
    expect(() => forecastSales(30, { ...outlook, arrivals })).toThrow("outlook.arrivals.newCustomers is -1; allowed: a finite number from 0");
  });

  it("what is none of a list, and bands that are none", () => {
    expect(() => clvToCac(known(300), known(100), given("toString"))).toThrow('business is "toString"; allowed: retail, saas, b2b');
    expect(() => splitByCohort(shop, END, given("week"))).toThrow('length is "week"; allowed: month, quarter');
    expect(() => windowClv(valueCurve(shop, END, elapsedDays), given(-5))).toThrow("windowDays is -5; allowed: 30, 60, 90, 365");
    expect(() => cohortClv({ cohort: { firstDay: 0, lastDay: 30 }, customers: 0, historicMinor: 0, cells: [] }, -1)).toThrow("monthsSinceFirst is -1; allowed: an integer from 0");
    expect(() => standingIn({ from: 3, to: 2 }, 2.5)).toThrow("The band is from 3 to 2; allowed: two numbers, the smaller one first");
    expect(() => standingIn({ from: 2, to: 3 }, NaN)).toThrow("The value is NaN; allowed: a finite number");
  });

  it("columns that do not belong together", () => {
    const [one, two] = [Float64Array.of(1), Float64Array.of(1, 2)];
    expect(() => customerEquity({ historicValueMinor: two, predictedValueMinor: one })).toThrow("column predictedValueMinor has 1 rows; allowed: 2, one a customer");
    expect(() => predictiveClv({ expectedPurchases: one, discountedPurchases: one, expectedValueMinor: two }, { horizonDays: 30, annualDiscountRate: 0 }, { interval: null, isProven: true })).toThrow("column expectedValueMinor has 2 rows; allowed: 1");
    const outlook = { predict: () => ({ expectedPurchases: two, expectedValueMinor: one }), arrivals: { newCustomers: 0, days: 90, purchaseValueMinor: 0 }, purchasesOfNewCustomer: () => 0, intervalOf: () => null };
    expect(() => forecastSales(30, outlook)).toThrow("column expectedValueMinor has 1 rows; allowed: 2");
    expect(() => forecastSales(given(-30), outlook)).toThrow("horizonDays is -30; allowed: 30, 60, 90");
  });
});
