import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Purchase } from "#app/clv/purchase-history.ts";
import { acquisitionCost } from "#app/insights/acquisition-cost.ts";
import { known } from "#app/insights/combined.ts";
import { monthCalendar } from "#app/insights/month-calendar.ts";
import { payback, paybackMonths } from "#app/insights/payback.ts";
import { poolCohorts } from "#app/insights/pool-cohorts.ts";
import { subscriptionStanding } from "#app/insights/subscription-standing.ts";
import { suggestWindow } from "#app/insights/suggest-window.ts";
import { elapsedDays, valueCurve } from "#app/insights/value-curve.ts";
import { WINDOW_DAYS, windowClv } from "#app/insights/window-clv.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { dayOf, firstDayOf, OBSERVATION_END, randomShop, sumOf } from "./random-shop.ts";

function curveOf(shop: readonly (readonly Purchase[])[], observationEnd: number) {
  return valueCurve(purchaseColumns(shop), observationEnd, elapsedDays);
}

/** Two customers since day 0, one since day 2 of four observed days. */
const THREE = [
  [{ day: 0, valueMinor: 100 }, { day: 3, valueMinor: 60 }],
  [{ day: 0, valueMinor: 200 }],
  [{ day: 2, valueMinor: 600 }, { day: 3, valueMinor: 30 }],
];

describe("the value curve", () => {
  it("by hand: 900 / 3, then 30 / 3, then nothing, then 60 / 2", () => {
    const curve = curveOf(THREE, 3);
    expect([...curve.observed]).toEqual([3, 3, 2, 2]);
    expect([...curve.buyers]).toEqual([3, 1, 0, 1]);
    expect([...curve.valueMinor]).toEqual([900, 30, 0, 60]);
    expect([...curve.cumulativeMinor]).toEqual([300, 310, 310, 340]);
  });

  it("knows nothing of what comes after the observation end, nor of who comes then", () => {
    const curve = curveOf(THREE, 1);
    expect(curve.customers).toBe(2);
    expect([...curve.cumulativeMinor]).toEqual([150, 150]);
  });

  it("by months leaves out the month under way, of those customers who are in it", () => {
    const shop = purchaseColumns([
      [{ day: dayOf("2025-01-01"), valueMinor: 100 }, { day: dayOf("2025-02-20"), valueMinor: 50 }],
      [{ day: dayOf("2025-01-25"), valueMinor: 300 }, { day: dayOf("2025-02-25"), valueMinor: 7 }],
    ]);
    const end = dayOf("2025-03-10");
    const curve = valueCurve(shop, end, monthCalendar(dayOf("2025-01-01"), end + 1).elapsed);
    expect([...curve.observed]).toEqual([2, 1]);
    expect([...curve.valueMinor]).toEqual([400, 50]);
    expect([...curve.cumulativeMinor]).toEqual([200, 250]);
  });

  it("asks for no day beyond the one after the observation end: a calendar ends there", () => {
    const asked: number[] = [];
    valueCurve(purchaseColumns(THREE), 1, (from, to) => {
      asked.push(to);
      return to - from;
    });
    expect(Math.max(...asked)).toBe(2);
  });

  it("is the plain sum over n, exactly, where all came on one day", () => {
    fc.assert(fc.property(fc.array(fc.array(fc.record({ day: fc.nat(50), valueMinor: fc.nat(10_000) }), { maxLength: 5 }), { minLength: 1, maxLength: 7 }), (more) => {
      const shop = more.map((own) => [{ day: 0, valueMinor: 1 }, ...own]);
      const curve = curveOf(shop, 50);
      for (const step of [0, 10, 50]) {
        const sum = sumOf(shop.flat().filter(({ day }) => day <= step).map(({ valueMinor }) => valueMinor));
        expect(curve.cumulativeMinor[step]).toBe(sum / shop.length);
      }
    }));
  });

  it("is what a slow count over every day and customer gives", () => {
    fc.assert(fc.property(randomShop, (shop) => {
      const curve = curveOf(shop, OBSERVATION_END);
      const present = shop.filter((own) => own.length > 0);
      expect(curve.customers).toBe(present.length);
      let cumulative = 0;
      for (let step = 0; step < curve.observed.length; step += 1) {
        const watched = present.filter((own) => firstDayOf(own) + step <= OBSERVATION_END);
        const bought = watched.map((own) => sumOf(own.filter(({ day }) => day === firstDayOf(own) + step).map(({ valueMinor }) => valueMinor)));
        expect(curve.observed[step]).toBe(watched.length);
        cumulative += sumOf(bought) / watched.length;
        expect(curve.cumulativeMinor[step]).toBeCloseTo(cumulative, 5);
      }
      expect(sumOf([...curve.valueMinor])).toBe(sumOf(shop.flat().map(({ valueMinor }) => valueMinor)));
    }), { numRuns: 40 });
  });

  it("never falls, so that a longer window is never worth less", () => {
    fc.assert(fc.property(randomShop, (shop) => {
      const curve = curveOf(shop, OBSERVATION_END);
      const values = WINDOW_DAYS.map((days) => windowClv(curve, days).value).filter((value) => value !== null);
      expect(values).toEqual(values.toSorted((a, b) => a - b));
    }));
  });
});

describe("window CLV", () => {
  it("ends with the last day of the window: day 29 belongs to 30 days, day 30 does not", () => {
    const curve = curveOf([[{ day: 0, valueMinor: 100 }, { day: 29, valueMinor: 10 }, { day: 30, valueMinor: 1 }]], 100);
    expect(windowClv(curve, 30).value).toBe(110);
    expect(windowClv(curve, 60)).toMatchObject({ value: 111, guards: ["looks-back-only"], factors: { windowDays: { value: 60, unit: "days" } } });
  });

  it("has no value until one customer has been watched for so long, and says of how many it is", () => {
    const shop = [[{ day: 0, valueMinor: 100 }], [{ day: 1, valueMinor: 300 }]];
    expect(windowClv(curveOf(shop, 28), 30)).toMatchObject({ value: null, guards: ["not-observed-yet"], factors: { customersObserved: { value: 0 } } });
    expect(windowClv(curveOf(shop, 29), 30)).toMatchObject({ value: 200, factors: { customers: { value: 2 }, customersObserved: { value: 1 } } });
  });
});

describe("the suggested window", () => {
  const buyers = (gap: number, count: number) => Array.from({ length: count }, () => [{ day: 0, valueMinor: 1 }, { day: gap, valueMinor: 1 }]);
  const suggested = (gap: number, count: number) => suggestWindow(purchaseColumns(buyers(gap, count)), 1000);

  it("is the shortest that holds the median time between orders", () => {
    expect([20, 30, 31, 61, 90, 91, 365, 500].map((gap) => suggested(gap, 20).value)).toEqual([30, 30, 60, 90, 90, 365, 365, 365]);
    expect(suggested(20, 20)).toMatchObject({ guards: [], factors: { medianGapDays: { value: 20 }, repeatCustomers: { value: 20 } } });
  });

  it("is what is assumed of any shop while hardly anyone has come back", () => {
    expect(suggested(20, 2)).toMatchObject({ value: 90, guards: ["assumed-rhythm"] });
    expect(suggestWindow(purchaseColumns([]), 0)).toMatchObject({ value: 90, guards: ["assumed-rhythm"] });
  });
});

describe("payback", () => {
  const curve = curveOf([[{ day: 10, valueMinor: 5000 }, { day: 50, valueMinor: 3000 }, { day: 90, valueMinor: 2000 }]], 200);

  it("is the first day on which margin covers cost: 25.00 at once, 40.00 after 40 days, 50.00 after 80 (50 % margin)", () => {
    expect([0, 2500, 2501, 4000, 4001, 5000].map((cost) => payback(curve, known(cost), 0.5).value)).toEqual([0, 0, 40, 40, 80, 80]);
    expect(payback(curve, known(4000), 0.5).factors).toMatchObject({ acquisitionCost: { value: 4000 }, grossMargin: { value: 0.5 }, customersObserved: { value: 1 } });
  });

  it("says not yet where cost has not come back, and why where there is no cost or customer", () => {
    expect(payback(curve, known(5001), 0.5)).toMatchObject({ value: null, guards: ["not-reached"] });
    expect(payback(curve, known(1), -0.1)).toMatchObject({ value: null, guards: ["not-reached"] });
    expect(payback(curve, acquisitionCost(null), 0.5)).toMatchObject({ value: null, guards: ["no-acquisition-cost"] });
    expect(payback(curveOf([], 5), known(100), 0.5)).toMatchObject({ value: null, guards: ["no-purchases"] });
  });

  it("is not put off by what floating point loses", () => {
    expect(100 * 0.29).toBeLessThan(29);
    expect(payback(curveOf([[{ day: 0, valueMinor: 100 }]], 3), known(29), 0.29).value).toBe(0);
  });

  it("agrees with the windows: reached within 90 days where their value covers the cost", () => {
    fc.assert(fc.property(randomShop, fc.integer({ min: 1, max: 200_000 }), (shop, cost) => {
      const curve = curveOf(shop, OBSERVATION_END);
      const window = windowClv(curve, 90).value;
      if (window === null || Math.abs(window - cost) < 1e-3) return;
      const { value: day } = payback(curve, known(cost), 1);
      expect(day !== null && day < 90).toBe(window >= cost);
    }));
  });

  it("of a subscription is set against 12–18 months", () => {
    const after = (days: number) => payback(curveOf([[{ day: 0, valueMinor: 1 }, { day: days, valueMinor: 99 }]], 1000), known(100), 1);
    expect([300, 365, 547, 548].map((days) => subscriptionStanding(after(days)))).toEqual(["below", "within", "within", "above"]);
    expect(subscriptionStanding(payback(curve, known(10_001), 1))).toBe(null);
  });
});

describe("cohorts pooled by months", () => {
  it("count each month by those who have been watched through it: 100.00 of ten, then 60.00 of the six who were", () => {
    const pooled = poolCohorts([{ customers: 6, valueMinor: [6_000, 6_000] }, { customers: 4, valueMinor: [4_000] }]);
    expect(pooled.customers).toBe(10);
    expect([...pooled.observed]).toEqual([10, 6]);
    expect([...pooled.cumulativeMinor]).toEqual([1_000, 2_000]);
  });

  it("of one cohort are its own curve, and of none nothing", () => {
    const pooled = poolCohorts([{ customers: 3, valueMinor: [100, 200, 0] }]);
    expect([...pooled.cumulativeMinor]).toEqual([100 / 3, 100, 100]);
    expect([...poolCohorts([]).cumulativeMinor]).toEqual([]);
  });

  it("pay back by the end of the month in which margin covers cost, not before, and not at all where it never does", () => {
    const pooled = poolCohorts([{ customers: 40, valueMinor: [200_000, 40_000, 160_000] }]);
    const after = (cost: number) => paybackMonths(pooled, known(cost), 0.5);
    expect([2_500, 2_501, 3_000, 3_001, 5_000].map((cost) => after(cost).value)).toEqual([1, 2, 2, 3, 3]);
    expect(after(5_001)).toMatchObject({ unit: "months", value: null, guards: ["not-reached"] });
    expect(after(3_000).factors).toMatchObject({ customers: { value: 40 }, customersObserved: { value: 40 } });
    expect(paybackMonths(pooled, { value: 5_001, guards: ["few-customers"] }, 0.5).guards).toEqual(["few-customers", "not-reached"]);
  });

  it("of a subscription are set against 12–18 months, too", () => {
    const after = (months: number) => paybackMonths(poolCohorts([{ customers: 1, valueMinor: [...Array<number>(months - 1).fill(0), 100] }]), known(100), 1);
    expect([11, 12, 18, 19].map((months) => subscriptionStanding(after(months)))).toEqual(["below", "within", "within", "above"]);
  });
});

describe("months", () => {
  const { elapsed, monthOf, startOf } = monthCalendar(dayOf("2023-12-01"), dayOf("2025-12-31"));
  const months = (from: string, to: string) => elapsed(dayOf(from), dayOf(to));

  it("have passed when the day comes round again, or on the 1st after a month without it", () => {
    expect(months("2024-01-15", "2024-02-14")).toBe(0);
    expect(months("2024-01-15", "2024-02-15")).toBe(1);
    expect(months("2024-01-31", "2024-02-29")).toBe(0);
    expect(months("2024-01-31", "2024-03-01")).toBe(1);
    expect(months("2024-01-31", "2024-03-31")).toBe(2);
    expect(months("2024-02-29", "2025-02-28")).toBe(11);
    expect(months("2023-12-31", "2024-12-31")).toBe(12);
  });

  it("begin on their first day", () => {
    expect(startOf(monthOf(dayOf("2024-12-31")))).toBe(dayOf("2024-12-01"));
    expect(startOf(monthOf(dayOf("2024-12-31")) + 1)).toBe(dayOf("2025-01-01"));
  });
});
