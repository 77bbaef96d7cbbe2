import { describe, expect, it } from "vitest";
import * as bgNbd from "#app/clv/bg-nbd.ts";
import { discountedPurchases } from "#app/clv/discounted-purchases.ts";
import * as gammaGamma from "#app/clv/gamma-gamma.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import * as paretoNbd from "#app/clv/pareto-nbd.ts";
import type { PurchaseModel } from "./purchase-model.ts";
import { seededDice, simulateShop } from "./simulate-shop.ts";

const params = { r: 0.5, alpha: 45, a: 0.9, b: 1.6 };
const paretoParams = { r: 0.5, alpha: 45, s: 0.8, beta: 120 };

describe("discounted purchases", () => {
  const steady = (days: number) => days / 10;

  it("correctness: a year's even purchases at 10 % lose about half a year's discount", () => {
    const horizon = { horizonDays: 365, annualDiscountRate: 0.1 };
    const months = Array.from({ length: 12 }, (_, month) => 1.1 ** -((month + 0.5) / 12));
    const expected = (36.5 / 12) * months.reduce((sum, factor) => sum + factor, 0);
    expect(discountedPurchases(steady, horizon)).toBeCloseTo(expected, 12);
  });

  it("consistency: 0 % equals undiscounted; shorter than a month and zero days work", () => {
    expect(discountedPurchases(steady, { horizonDays: 500, annualDiscountRate: 0 })).toBeCloseTo(50, 12);
    expect(discountedPurchases(steady, { horizonDays: 7, annualDiscountRate: 0 })).toBeCloseTo(0.7, 12);
    expect(discountedPurchases(steady, { horizonDays: 0, annualDiscountRate: 0.1 })).toBe(0);
  });

  it("input checks: days and rate", () => {
    expect(() => discountedPurchases(steady, { horizonDays: -1, annualDiscountRate: 0 })).toThrow(
      "horizonDays is -1; allowed: a number from 0 to 36500",
    );
    expect(() => discountedPurchases(steady, { horizonDays: 1, annualDiscountRate: NaN })).toThrow(
      "annualDiscountRate is NaN; allowed: a number from 0 to 1000000000000000000",
    );
  });
});

function holdScores<P>(model: PurchaseModel<P>, modelParams: P): void {
  const horizon = { horizonDays: 365, annualDiscountRate: 0.1 };

  // Whole days are ranked by a table, other times by a hash map.
  it.each([
    { time: "whole days", shop: { customers: 2000, oldest: 730, wholeUnits: true } },
    { time: "continuous time", shop: { customers: 2000, oldest: 730, wholeUnits: false } },
  ])("equal those customer by customer ($time)", ({ shop }) => {
    const table = simulateShop(seededDice(5), 1, params, shop);
    table.frequency[0] = 5000;
    table.recency[0] = table.age[0]!;
    const scores = model.score(modelParams, table, horizon);
    for (let row = 0; row < shop.customers; row += 7) {
      const history = { frequency: table.frequency[row]!, recency: table.recency[row]!, age: table.age[row]! };
      const expected = (days: number) => model.expectedPurchases(modelParams, history, days);
      expect(scores.probabilityAlive[row]).toBeCloseTo(model.probabilityAlive(modelParams, history), 11);
      expect(scores.expectedPurchases[row]! / expected(365)).toBeCloseTo(1, 10);
      expect(scores.discountedPurchases[row]! / discountedPurchases(expected, horizon)).toBeCloseTo(1, 10);
    }
  });

  it.each([
    { case: "a year, many of each frequency", shop: { customers: 20_000, oldest: 730, wholeUnits: true }, days: 365 },
    { case: "ten years ahead", shop: { customers: 3000, oldest: 730, wholeUnits: true }, days: 3650 },
    { case: "a day ahead of a shop of thirty days", shop: { customers: 3000, oldest: 30, wholeUnits: false }, days: 1 },
  ])("equal those customer by customer to twelve digits ($case)", ({ shop, days }) => {
    const table = simulateShop(seededDice(6), 1, params, shop);
    const scores = model.score(modelParams, table, { horizonDays: days, annualDiscountRate: 0 });
    for (let row = 0; row < shop.customers; row += 97) {
      const history = { frequency: table.frequency[row]!, recency: table.recency[row]!, age: table.age[row]! };
      expect(scores.expectedPurchases[row]! / model.expectedPurchases(modelParams, history, days)).toBeCloseTo(1, 11);
    }
  });

  it("are right where a rate is that of nearly everybody, beside which ages are next to nothing", () => {
    const table = { frequency: new Float64Array(3000), recency: new Float64Array(3000), age: Float64Array.from({ length: 3000 }, (_, row) => 100 + (row % 3)) };
    for (const large of [1e8, 1e13]) {
      const steady = { ...modelParams, r: large, alpha: 100 * large };
      const { expectedPurchases } = model.score(steady, table, horizon);
      for (const row of [0, 1, 2]) {
        expect(expectedPurchases[row]! / model.expectedPurchases(steady, { frequency: 0, recency: 0, age: 100 + row }, 365)).toBeCloseTo(1, 9);
      }
    }
  });

  it.each([1e-3, 1e-6])("are right to twelve digits of whoever is new, too, where a rate is next to nothing beside most ages (alpha %d)", (alpha) => {
    const table = { frequency: new Float64Array(500), recency: new Float64Array(500), age: Float64Array.from({ length: 500 }, (_, row) => row) };
    const quick = { ...modelParams, alpha };
    const { expectedPurchases } = model.score(quick, table, { horizonDays: 3650, annualDiscountRate: 0 });
    for (const age of [0, 1, 10, 499]) {
      expect(expectedPurchases[age]! / model.expectedPurchases(quick, { frequency: 0, recency: 0, age }, 3650), `age ${age}`).toBeCloseTo(1, 11);
    }
  });

  it("over no days, and of many customers of one age, are exact", () => {
    const alike = { frequency: new Float64Array(3000).fill(2), recency: new Float64Array(3000).fill(50), age: new Float64Array(3000).fill(90) };
    const customer = { frequency: 2, recency: 50, age: 90 };
    expect(model.score(modelParams, alike, horizon).expectedPurchases[7]! / model.expectedPurchases(modelParams, customer, 365)).toBeCloseTo(1, 11);
    const apart = { ...alike, age: alike.age.map((_, row) => (row % 2 === 0 ? 60.3 : 20.1 * 3)) };
    const younger = { frequency: 2, recency: 50, age: 20.1 * 3 };
    expect(model.score(modelParams, apart, horizon).expectedPurchases[7]! / model.expectedPurchases(modelParams, younger, 365)).toBeCloseTo(1, 11);
    const none = model.score(modelParams, alike, { horizonDays: 0, annualDiscountRate: 0.1 });
    expect([none.expectedPurchases[7], none.discountedPurchases[7]]).toEqual([0, 0]);
  });

  it("of an empty shop are empty", () => {
    const empty = { frequency: new Float64Array(0), recency: new Float64Array(0), age: new Float64Array(0) };
    expect(model.score(modelParams, empty, horizon).expectedPurchases).toHaveLength(0);
  });
}

describe("BG/NBD scores of a whole shop: consistency", () => holdScores(bgNbd, params));
describe("MBG/NBD scores of a whole shop: consistency", () => holdScores(mbgNbd, params));
describe("Pareto/NBD scores of a whole shop: consistency", () => holdScores(paretoNbd, paretoParams));

describe("Gamma-Gamma scores of a whole shop: consistency", () => {
  it("equal those customer by customer", () => {
    const values = { p: 6, q: 4, v: 16 };
    const table = { frequency: Float64Array.of(0, 1, 3), monetaryValue: Float64Array.of(0, 35, 35) };
    expect(Array.from(gammaGamma.score(values, table))).toEqual([32, 34, (6 * (16 + 105)) / 21]);
  });
});
