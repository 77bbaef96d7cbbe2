import { describe, expect, it } from "vitest";
import { collectInsights } from "#app/cli/collect-insights.ts";
import { describeInsights } from "#app/cli/describe-insights.ts";
import { valueCustomers } from "#app/cli/value-customers.ts";
import { appraiseShop } from "#app/scoring/appraise-shop.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { type Dice, drawExponential, seededDice } from "../clv/simulate-shop.ts";

const END = 400;

function valued(purchasesOf: { day: number; valueMinor: number }[][], end: number) {
  const customers = purchasesOf.map((purchases, row) => (
    { email: `${row}@shop.example`, ordersCount: purchases.length, firstOrderDay: purchases[0]!.day, lastOrderDay: purchases.at(-1)!.day, purchases, firstOrder: null }
  ));
  const columns = purchaseColumns(purchasesOf);
  const valuation = valueCustomers(customers, end, appraiseShop(columns, end));
  return { valuation, insights: collectInsights(columns, end, valuation, { grossMargin: 1, acquisitionCostMinor: null }) };
}

function drawPurchases(dice: Dice, comesBack: number, gapDays: number) {
  const purchases = [];
  for (let day = Math.floor(dice() * END); day <= END; day += 1 + Math.floor(drawExponential(dice) * gapDays)) {
    purchases.push({ day, valueMinor: Math.ceil(drawExponential(dice) * 4000) });
    if (dice() >= comesBack) break;
  }
  return purchases;
}

const SHOPS: [string, number, number][] = [["some come back", 0.7, 60], ["nobody comes back", 0, 1], ["nobody leaves", 1, 5]];

it.each(SHOPS)("whatever the number of customers, every interval is one: %s", (_, comesBack, gapDays) => {
  for (const size of [0, 1, 2, 5, 20, 80, 200]) {
    const dice = seededDice(size);
    const { valuation, insights } = valued(Array.from({ length: size }, () => drawPurchases(dice, comesBack, gapDays)), END);
    for (const { predictedLowerMinor, predictedUpperMinor } of valuation.customers) {
      expect(predictedLowerMinor).toBeGreaterThanOrEqual(0);
      expect(predictedUpperMinor).toBeGreaterThanOrEqual(predictedLowerMinor!);
    }
    for (const { orders, revenue } of insights.forecast) {
      // Either something is sold or nothing is.
      expect(orders.interval?.upper === 0).toBe(revenue.interval?.upper === 0);
      expect(orders.interval?.lower === 0).toBe(revenue.interval?.lower === 0);
      for (const { value, interval } of [orders, revenue]) {
        if (size === 0) {
          expect({ value, interval }).toEqual({ value: null, interval: null });
          continue;
        }
        expect(interval!.lower).toBeGreaterThanOrEqual(0);
        expect(interval!.lower).toBeLessThanOrEqual(value!);
        // Where four times in five nobody buys, nothing is the whole interval, and the mean lies above it.
        if (interval!.upper > 0) expect(interval!.upper).toBeGreaterThanOrEqual(value!);
      }
    }
    expect(describeInsights(insights, String).join("\n")).not.toMatch(/NaN|Infinity|undefined/);
  }
});

it("one customer's total is within its interval, which is nothing or reaches an order", () => {
  for (const end of [0, 20, 40, 100, 400]) {
    const { valuation, insights } = valued([[{ day: 0, valueMinor: 1000 }]], end);
    const { lowerMinor, upperMinor } = valuation.interval.total;
    expect(lowerMinor).toBe(0);
    if (upperMinor > 0) {
      expect(upperMinor).toBeGreaterThanOrEqual(valuation.customers[0]!.predictedValueMinor);
      // An order, discounted; what is expected, where P(nothing) and the blend do not quite agree.
      expect(upperMinor).toBeGreaterThanOrEqual(800);
    }
    for (const { orders, revenue } of insights.forecast) {
      if (orders.interval === null || orders.interval.upper === 0) continue;
      expect(orders.interval.upper).toBeGreaterThanOrEqual(1);
      expect(revenue.interval!.upper).toBeGreaterThanOrEqual(900);
    }
  }
});

describe("a forecast", () => {
  const once = (day: number) => [{ day, valueMinor: 1000 }];

  it("is none of one order on the first day, and a year is not made of it", () => {
    const { insights } = valued([once(0)], 0);
    for (const { orders, revenue } of insights.forecast) {
      for (const it of [orders, revenue]) expect(it).toMatchObject({ value: null, interval: null, guards: ["history-too-short"] });
    }
    expect(insights.formulas.find(({ formula }) => formula === "annualised")).toMatchObject({ value: null });
  });

  it("knows how fast customers come no better than those counted are many: five in 30 days", () => {
    const { insights } = valued([0, 6, 12, 18, 24].map(once), 29);
    const { orders } = insights.forecast.at(-1)!;
    expect(orders.factors.newCustomersADay!.value).toBeCloseTo(1 / 6, 12);
    // Counted and to come vary by 1/5 and 1/15 of the square: 2.56 standard deviations of the logarithm are a factor of 3.7.
    expect(orders.interval!.upper / orders.interval!.lower).toBeGreaterThan(3.2);
  });
});
