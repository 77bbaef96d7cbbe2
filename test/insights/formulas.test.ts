import { describe, expect, it } from "vitest";
import { acquisitionCost } from "#app/insights/acquisition-cost.ts";
import { annualisedClv } from "#app/insights/annualised-clv.ts";
import { churnLifetime, LONGEST_LIFETIME_MONTHS } from "#app/insights/churn-lifetime.ts";
import { clvToCac, largestAcquisitionCost } from "#app/insights/clv-to-cac.ts";
import { known, type Measured } from "#app/insights/combined.ts";
import { customerAcquisitionCost } from "#app/insights/customer-acquisition-cost.ts";
import { customerEquity, equityBySplit } from "#app/insights/customer-equity.ts";
import { discountedValue } from "#app/insights/discounted-value.ts";
import { historicClv } from "#app/insights/historic-clv.ts";
import { labelled } from "#app/insights/labelled-value.ts";
import { lifetimeMargin } from "#app/insights/lifetime-margin.ts";
import { marginClv } from "#app/insights/margin-clv.ts";
import { netClv } from "#app/insights/net-clv.ts";
import { predictiveClv } from "#app/insights/predictive-clv.ts";
import { romi } from "#app/insights/romi.ts";
import { simpleClv } from "#app/insights/simple-clv.ts";
import { splitByKey } from "#app/insights/split.ts";

const missing: Measured = { value: null, guards: ["history-too-short"] };

describe("formulas of averages", () => {
  it("simple: 50.00 × 0.5 a month × 36 months = 900.00, with its three factors and their units", () => {
    expect(simpleClv({ averagePurchaseValue: known(5000), purchasesAMonth: known(0.5), lifespanMonths: known(36) })).toEqual({
      formula: "simple",
      value: 90_000,
      unit: "minor",
      factors: {
        averagePurchaseValue: { value: 5000, unit: "minor" },
        purchasesAMonth: { value: 0.5, unit: "purchases-a-month" },
        lifespanMonths: { value: 36, unit: "months" },
      },
      guards: [],
      interval: null,
    });
  });

  it("annualised: 50.00 × 6 a year × 3 years = 900.00, the same as simple in other units", () => {
    const { value } = annualisedClv({ averagePurchaseValue: known(5000), purchasesAYear: known(6), years: known(3) });
    expect(value).toBe(90_000);
  });

  it("a factor that is not to be had leaves no value, and its reason is passed on once", () => {
    const { value, factors, guards } = simpleClv({ averagePurchaseValue: known(5000), purchasesAMonth: missing, lifespanMonths: missing });
    expect(value).toBeNull();
    expect(factors.averagePurchaseValue).toEqual({ value: 5000, unit: "minor" });
    expect(guards).toEqual(["history-too-short"]);
  });
});

describe("churn lifetime", () => {
  it("1 % a month is 100 months, 10 % are 10, all at once is one", () => {
    expect(churnLifetime(known(0.01))).toMatchObject({ value: 100, unit: "months", guards: [] });
    expect(churnLifetime(known(0.1)).value).toBe(10);
    expect(churnLifetime(known(1)).value).toBe(1);
  });

  it("is capped, and says so, where churn is zero or all but zero, and never falls as churn does", () => {
    expect(churnLifetime(known(0))).toMatchObject({ value: LONGEST_LIFETIME_MONTHS, guards: ["lifetime-capped"] });
    expect(churnLifetime(known(0.001))).toMatchObject({ value: LONGEST_LIFETIME_MONTHS, guards: ["lifetime-capped"] });
    expect(churnLifetime(known(1 / LONGEST_LIFETIME_MONTHS)).guards).toEqual([]);
    const values = [0, 1e-9, 0.005, 1 / 120, 0.01, 0.5, 1].map((churn) => churnLifetime(known(churn)).value!);
    expect(values).toEqual(values.toSorted((a, b) => b - a));
  });

  it("refuses what is no share", () => {
    expect(() => churnLifetime(known(1.2))).toThrow("monthlyChurn is 1.2; allowed: a number from 0 to 1");
    expect(() => churnLifetime(known(Number.NaN))).toThrow(/NaN/);
  });
});

describe("margin, net, and the ratio to acquisition cost", () => {
  it("margin: 20.00 a month × 40 % / 5 % a month = 160.00", () => {
    const it = marginClv({ monthlyRevenue: known(2000), grossMargin: 0.4, monthlyChurn: known(0.05) });
    expect(it.value).toBeCloseTo(16_000, 8);
    expect(it.factors).toMatchObject({ monthlyChurn: { value: 0.05 }, lifespanMonths: { value: 20 } });
  });

  it("margin: no churn counts as the longest lifetime; a loss is a real result", () => {
    const free = marginClv({ monthlyRevenue: known(2000), grossMargin: 0.4, monthlyChurn: known(0) });
    expect(free).toMatchObject({ value: 2000 * 0.4 * 120, guards: ["lifetime-capped"] });
    expect(marginClv({ monthlyRevenue: known(2000), grossMargin: -0.5, monthlyChurn: known(0.5) }).value).toBe(-2000);
    expect(() => marginClv({ monthlyRevenue: known(1), grossMargin: 1.1, monthlyChurn: known(0.5) })).toThrow(/grossMargin is 1.1/);
  });

  it("net: 160.00 − 30.00 = 130.00; below zero is never clamped", () => {
    expect(netClv(known(16_000), known(3000)).value).toBe(13_000);
    expect(netClv(known(16_000), known(20_000)).value).toBe(-4000);
    expect(netClv(known(16_000), acquisitionCost(null))).toMatchObject({ value: null, guards: ["no-acquisition-cost"] });
    expect(() => acquisitionCost(-5)).toThrow(/acquisitionCostMinor is -5/);
  });

  it("CLV : CAC: 120.00 to 40.00 is 3, within retail's 2–3, at the foot of SaaS's 3–5, below B2B's 5–10", () => {
    expect(clvToCac(known(12_000), known(4000), "retail")).toMatchObject({ value: 3, unit: "ratio", standing: "within" });
    expect(clvToCac(known(12_000), known(4000), "saas").standing).toBe("within");
    expect(clvToCac(known(12_000), known(4000), "b2b")).toMatchObject({
      standing: "below", factors: { bandFrom: { value: 5, unit: "ratio" }, bandTo: { value: 10 } },
    });
    expect(clvToCac(known(12_001), known(4000), "retail").standing).toBe("above");
  });

  it("CLV : CAC: no ratio where customers cost nothing or nobody knows what", () => {
    for (const cost of [0, null]) {
      expect(clvToCac(known(12_000), acquisitionCost(cost), "retail")).toMatchObject({ value: null, guards: ["no-acquisition-cost"], standing: null });
    }
  });
});

describe("what customers cost and what comes back", () => {
  const lifetime = { customers: 100, historicValueMinor: 500_000, predictedValueMinor: 250_000, isProven: true };

  it("acquisition cost: 3,000.00 / 100 customers = 30.00; of few customers it says so", () => {
    expect(customerAcquisitionCost(300_000, 100)).toMatchObject({
      value: 3000, unit: "minor", guards: [], factors: { spend: { value: 300_000, unit: "minor" }, newCustomers: { value: 100, unit: "customers" } },
    });
    expect(customerAcquisitionCost(0, 100).value).toBe(0);
    expect([29, 30].map((customers) => customerAcquisitionCost(1, customers).guards)).toEqual([["few-customers"], []]);
  });

  it("acquisition cost: none where nobody says what was spent, or nobody came", () => {
    expect(customerAcquisitionCost(null, 100)).toMatchObject({ value: null, guards: ["no-spend"] });
    expect(customerAcquisitionCost(300_000, 0)).toMatchObject({ value: null, guards: ["no-new-customers"] });
    expect(() => customerAcquisitionCost(-1, 5)).toThrow(/spendMinor is -1/);
    expect(() => customerAcquisitionCost(1, -5)).toThrow(/newCustomers is -5/);
  });

  it("lifetime margin: (5,000.00 + 2,500.00) / 100 × 40 % = 30.00", () => {
    expect(lifetimeMargin(lifetime, 0.4)).toMatchObject({ value: 3000, unit: "minor", guards: [], factors: { customers: { value: 100 }, grossMargin: { value: 0.4 } } });
    expect(lifetimeMargin({ ...lifetime, isProven: false }, 0.4).guards).toEqual(["not-proven"]);
    expect(lifetimeMargin({ ...lifetime, customers: 5 }, 0.4).guards).toEqual(["few-customers"]);
    expect(lifetimeMargin({ ...lifetime, historicValueMinor: -800_000 }, 0.4).value).toBe(-2200);
    expect(lifetimeMargin(lifetime, null)).toMatchObject({ value: null, guards: ["no-gross-margin"] });
    expect(lifetimeMargin({ ...lifetime, customers: 0 }, null)).toMatchObject({ value: null, guards: ["no-new-customers", "no-gross-margin"] });
  });

  it("largest acquisition cost: a customer worth 30.00 may cost 10.00 in retail, 6.00 in SaaS, 3.00 in B2B", () => {
    expect((["retail", "saas", "b2b"] as const).map((business) => largestAcquisitionCost(known(3000), business).value)).toEqual([1000, 600, 300]);
    expect(clvToCac(known(3000), known(largestAcquisitionCost(known(3000), "retail").value!), "retail")).toMatchObject({ value: 3, standing: "within" });
    expect(largestAcquisitionCost(missing, "retail")).toMatchObject({ value: null, guards: ["history-too-short"] });
  });

  it("ROMI: 150.00 margin of 100.00 spent is 50 % more than was spent, and nothing of it a loss of all", () => {
    expect(romi(known(15_000), known(10_000))).toMatchObject({ value: 0.5, unit: "share", guards: ["looks-back-only"] });
    expect(romi(known(0), known(10_000)).value).toBe(-1);
    expect(romi(known(5), known(0))).toMatchObject({ value: null, guards: ["no-spend"] });
    expect(romi({ value: null, guards: ["no-gross-margin"] }, known(10_000))).toMatchObject({ value: null, guards: ["no-gross-margin", "looks-back-only"] });
  });

  it("what a cost is said with stays with all that is made of it", () => {
    const cost = customerAcquisitionCost(100, 5);
    expect(netClv(known(100), cost).guards).toEqual(["few-customers"]);
    expect(clvToCac(known(100), cost, "retail").guards).toEqual(["few-customers"]);
  });
});

describe("historic and predictive", () => {
  it("historic: the sum for one customer, the mean for several, and always said to look back only", () => {
    expect(historicClv({ historicValueMinor: 12_345, purchases: 3, customers: 1 })).toMatchObject({ value: 12_345, guards: ["looks-back-only"] });
    expect(historicClv({ historicValueMinor: 9000, purchases: 9, customers: 4 }).value).toBe(2250);
    expect(() => historicClv({ historicValueMinor: 5, purchases: 1, customers: -1 })).toThrow("customers is -1; allowed: a finite number from 0");
    expect(historicClv({ historicValueMinor: 0, purchases: 0, customers: 0 })).toMatchObject({ value: null, guards: ["no-purchases"] });
  });

  const columns = {
    expectedPurchases: Float64Array.of(2, 0.5),
    discountedPurchases: Float64Array.of(1.8, 0.45),
    expectedValueMinor: Float64Array.of(5000, 8000),
  };
  const horizon = { horizonDays: 365, annualDiscountRate: 0.1 };

  it("predictive, one customer: 2 × 50.00 × 0.9 = 90.00", () => {
    const one = { expectedPurchases: Float64Array.of(2), discountedPurchases: Float64Array.of(1.8), expectedValueMinor: Float64Array.of(5000) };
    const interval = { lower: 1000, upper: 20_000, level: 0.8 };
    const it = predictiveClv(one, horizon, { interval, isProven: true });
    expect(it).toMatchObject({ value: 9000, guards: [], interval });
    expect(it.factors).toMatchObject({
      expectedPurchases: { value: 2 }, expectedPurchaseValue: { value: 5000 }, discountFactor: { value: 0.9 },
      horizonDays: { value: 365, unit: "days" }, annualDiscountRate: { value: 0.1, unit: "share-a-year" },
    });
  });

  it("predictive, several: (90.00 + 36.00) / 2 = 63.00, which is also the product of the factors shown", () => {
    const { value, factors, guards } = predictiveClv(columns, horizon, { interval: null, isProven: false });
    expect(value).toBeCloseTo(6300, 9);
    const { expectedPurchases, expectedPurchaseValue, discountFactor } = factors;
    expect(expectedPurchases!.value! * expectedPurchaseValue!.value! * discountFactor!.value!).toBeCloseTo(6300, 9);
    expect(guards).toEqual(["no-interval", "not-proven"]);
  });

  it("predictive of nobody is no number", () => {
    const none = { expectedPurchases: new Float64Array(), discountedPurchases: new Float64Array(), expectedValueMinor: new Float64Array() };
    expect(predictiveClv(none, horizon, { interval: null, isProven: true })).toMatchObject({ value: null, guards: ["no-purchases"] });
  });
});

describe("discounting", () => {
  const steady = (days: number) => 100 * days;

  it("0 % equals undiscounted", () => {
    for (const horizonDays of [0, 1, 30, 365, 1000]) {
      const { value, factors } = discountedValue(steady, { horizonDays, annualDiscountRate: 0 });
      expect(value).toBeCloseTo(factors.undiscountedValue!.value!, 6);
      expect(factors.discountRateADay!.value).toBe(0);
    }
  });

  it("all of it within the first month of a year at 10 %: 1.1^(−1/24) of it", () => {
    const { value, factors } = discountedValue((days) => (days > 0 ? 12_000 : 0), { horizonDays: 365, annualDiscountRate: 0.1 });
    expect(value).toBeCloseTo(12_000 * 1.1 ** (-1 / 24), 8);
    expect(factors.discountRateADay!.value).toBeCloseTo(Math.log(1.1) / 365, 15);
  });

  it("is close to the integral (1 − 1/1.1) / ln 1.1 of a steady stream, and falls with the rate", () => {
    const worth = (rate: number) => discountedValue(steady, { horizonDays: 365, annualDiscountRate: rate }).value!;
    expect(worth(0.1) / 36_500).toBeCloseTo((1 - 1 / 1.1) / Math.log(1.1), 5);
    expect(worth(0.2)).toBeLessThan(worth(0.1));
  });
});

describe("customer equity", () => {
  const columns = { historicValueMinor: Float64Array.of(1000, 2000, 0, 500), predictedValueMinor: Float64Array.of(300, -700, 40, 5) };

  it("sums what customers brought and what they will: 35.00 − 3.55 = 31.45", () => {
    expect(customerEquity(columns)).toMatchObject({
      value: 3145, factors: { historicValue: { value: 3500 }, predictedValue: { value: -355 }, customers: { value: 4 } },
    });
  });

  it("of the segments sums to that of the customers", () => {
    const parts = equityBySplit(splitByKey(["vip", "low", "vip", "low"]), columns);
    expect(parts.map(({ group, equity }) => [group, equity.value, equity.factors.customers!.value])).toEqual([["vip", 1340, 2], ["low", 1805, 2]]);
    expect(1340 + 1805).toBe(customerEquity(columns).value);
  });
});

describe("a labelled value", () => {
  it("is never NaN or infinite, and never missing without a reason", () => {
    expect(() => labelled("simple", { value: Number.NaN, factors: {} })).toThrow("simple.value is NaN; allowed: a finite number");
    expect(() => labelled("simple", { value: 1, factors: { years: Infinity } })).toThrow(/years of simple is Infinity/);
    expect(() => labelled("simple", { value: null, factors: {} })).toThrow("value of simple is null; allowed: a number; null only where a guard says why");
  });
});

