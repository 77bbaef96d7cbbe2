import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseModel, type Outcome } from "#app/scoring/back-test-choice.ts";
import { learnFactors, missesOf } from "#app/scoring/back-test-correction.ts";
import { measureAgainst } from "#app/scoring/back-test-measures.ts";
import { FEWEST_DAYS, planOrigins } from "#app/scoring/back-test-origins.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { PURCHASE_MODELS } from "#app/scoring/purchase-models.ts";
import { sampleCustomers } from "#app/scoring/sample-customers.ts";
import { seededDice } from "../clv/simulate-shop.ts";

describe("origins", () => {
  it("are none where the days are too few", () => {
    expect([planOrigins(1, FEWEST_DAYS - 1), planOrigins(1, FEWEST_DAYS)?.days.length]).toEqual([null, 4]);
  });

  it("are twelve at most, however long the shop has been selling", () => {
    const lengths = [14, 15, 100, 2737].map((years) => planOrigins(1, 365 * years)!.days.length);
    expect(lengths).toEqual([12, 12, 12, 12]);
    expect(planOrigins(1, 365 * 14 - 1)!.days.length).toBe(11);
  });

  it("are windows without gap or overlap up to the end, with two windows at least to fit on and one to learn from", () => {
    fc.assert(fc.property(fc.integer({ min: -5000, max: 20_000 }), fc.integer({ min: FEWEST_DAYS, max: 8000 }), (first, days) => {
      const end = first + days - 1;
      const plan = planOrigins(first, end)!;
      const starts = [...plan.days, end];
      expect(starts.slice(1).map((day, index) => day - starts[index]!)).toEqual(plan.days.map(() => plan.horizonDays));
      const calibration = plan.days[0]! - first + 1;
      expect(calibration).toBeGreaterThanOrEqual(2 * plan.horizonDays);
      if (plan.days.length < 12) expect(calibration).toBeLessThan(3 * plan.horizonDays);
      expect([plan.judged, plan.days.length >= 4]).toEqual([3, true]);
      expect(Math.floor(365 / plan.windowsAYear)).toBe(plan.horizonDays);
    }));
  });
});

describe("measures", () => {
  const actual = Float64Array.from({ length: 20 }, (_, row) => (row < 2 ? 5 : row % 2));
  const measure = measureAgainst(actual, 7);

  it("are as defined", () => {
    const predicted = actual.map((value, row) => value + (row === 0 ? 2 : row === 19 ? -1 : 0));
    const it = measure(predicted);
    expect([it.actual, it.predicted]).toEqual([19, 20]);
    expect(it.bias).toBeCloseTo(1 / 19, 12);
    expect(it.mae).toBeCloseTo(3 / 20, 12);
    expect(it.rmse).toBeCloseTo(Math.sqrt(5 / 20), 12);
    expect(it.topTenthShare).toBeCloseTo(10 / 19, 12);
    expect(it.deciles.map(({ customers }) => customers)).toEqual(Array.from({ length: 10 }, () => 2));
    expect(it.deciles[0]).toEqual({ customers: 2, predicted: 12, actual: 10 });
    expect(it.decileError).toBeCloseTo(3 / 19, 12);
    expect([it.coverage, it.openCoverage]).toEqual([null, null]);
  });

  it("of a perfect forecast are perfect", () => {
    expect(measure(actual, { low: actual, high: actual })).toMatchObject({ bias: 0, mae: 0, rmse: 0, gini: 1, decileError: 0, coverage: 1, openCoverage: 1 });
  });

  it("count who falls within the interval", () => {
    expect(measure(actual, { low: actual.map(() => 1), high: actual.map(() => 4) }).coverage).toBeCloseTo(9 / 20, 12);
  });

  it("count those apart whose interval is more than nothing", () => {
    const bought = (row: number) => actual[row]! > 0;
    const closed = measure(actual, { low: actual.map(() => 0), high: actual.map((_, row) => (row < 4 ? 1 : 0)) });
    expect(closed.openCoverage).toBeCloseTo([0, 1, 2, 3].filter((row) => actual[row]! <= 1).length / 4, 12);
    expect(closed.coverage).toBeCloseTo((2 + [...actual.keys()].filter((row) => row >= 4 && !bought(row)).length) / 20, 12);
    const nobody = measure(actual, { low: actual.map(() => 0), high: actual.map(() => 0) });
    expect(nobody.openCoverage).toBeNull();
  });

  it("are null where nothing came", () => {
    const nothing = measureAgainst(new Float64Array(10), 1)(new Float64Array(10).fill(0.5));
    expect(nothing).toMatchObject({ bias: null, spearman: null, gini: null, topTenthShare: null, decileError: null, mae: 0.5 });
  });
});

describe("the correction", () => {
  const certain = (...logRatios: number[]) => logRatios.map((logRatio) => ({ logRatio, variance: 0 }));

  /** What a level learnt from misses is raised to, when those before it would have left so much of them. */
  const trust = (before: number, left: number) => 2 * (1 - (0.05 + left) / (0.05 + before));

  it("is none before it was tried on a window: with none, and with one, of which half would be believed", () => {
    expect(learnFactors([], 5)).toEqual({ level: 1, season: 1, deviation: 0.15 });
    expect(learnFactors(certain(0.2), 5)).toEqual({ level: 1, season: 1, deviation: 0.15 });
    expect(Math.log(learnFactors(certain(0.2, 0.2), 5).level)).toBeCloseTo(trust(0.2, 0.1) * (0.34 / 2.2), 12);
  });

  it("weighs the later window more and trusts them by how well they agree", () => {
    const { level, season } = learnFactors(certain(0.2, 0.3), 5);
    const mean = (0.7 * 0.2 + 0.3) / 1.7;
    const doubt = (1 + (0.7 * (0.2 - mean) ** 2 + (0.3 - mean) ** 2) / 0.15 ** 2) / 2;
    expect(Math.log(level)).toBeCloseTo(trust(0.3, 0.2) * ((0.7 * 0.2 + 0.3) / (doubt + 1.7)), 12);
    expect(season).toBe(1);
    expect(Math.log(learnFactors(certain(0.2, 0.2, 0.2, 0.2, 0.2, 0.2), 9).level)).toBeGreaterThan(0.18);
  });

  const each = (count: number, orders: number, value: number) => ({ orders: new Float64Array(count).fill(orders), valueMinor: new Float64Array(count).fill(value) });

  it("tells how many from how much", () => {
    const { orders, orderValue } = missesOf(each(1000, 3, 3600), each(1000, 2, 2000));
    expect(orders.logRatio).toBeCloseTo(Math.log(3 / 2), 3);
    expect(orderValue.logRatio).toBeCloseTo(Math.log(1200 / 1000), 3);
    expect(orders.variance).toBeCloseTo(1 / 1000, 5);
    expect(orderValue.variance).toBeLessThan(1e-6);
  });

  it("knows the chance in a ratio: that of independent customers' values about the mean", () => {
    const actual = { orders: Float64Array.of(1, 1), valueMinor: Float64Array.of(50, 150) };
    expect(missesOf(actual, actual).orderValue.variance).toBeCloseTo((50 ** 2 + 50 ** 2 + 100 ** 2 / 2) / 250 ** 2, 12);
  });

  it("trusts a window the less, the fewer purchases it held", () => {
    const factorAt = (customers: number) => learnFactors(Array.from({ length: 2 }, () => missesOf(each(customers, 1, 10), each(customers, 0.5, 5)).orders), 5).level;
    const factors = [0, 1, 10, 100, 10_000].map(factorAt);
    expect(factors).toEqual(factors.toSorted((a, b) => a - b));
    expect(factors[0]).toBe(1);
    expect(Math.log(factors[4]!)).toBeCloseTo(trust(Math.LN2, Math.LN2 / 2) * (1.7 / 2.2) * Math.LN2, 1);
  });

  it("never more than doubles or halves", () => {
    expect(learnFactors(certain(1.2, 1.2, 1.2), 9).level).toBeCloseTo(2, 12);
    expect(learnFactors(certain(-1.2, -1.2, -1.2), 9).level).toBeCloseTo(0.5, 12);
  });

  it("is none where those before would have taken away nothing of the misses, and fades in with what they would have", () => {
    expect(learnFactors(certain(0.2, -0.2, 0.2, -0.2), 9)).toMatchObject({ level: 1, season: 1 });
    const levels = Array.from({ length: 400 }, (_, step) => learnFactors(certain(0.2, -0.2 + step / 1000), 9).level);
    expect([levels[0], levels.at(-1)! > 1.1]).toEqual([1, true]);
    for (const [step, level] of levels.slice(1).entries()) expect(Math.abs(level - levels[step]!)).toBeLessThan(0.005);
  });

  it("learns the season from the same window of the years before", () => {
    const year = [0.3, -0.1, -0.1, -0.1];
    const { season } = learnFactors(certain(...year, ...year), 4);
    expect(season).toBeGreaterThan(1.1);
    expect(learnFactors(certain(...year, ...year, 0.3), 4).season).toBeLessThan(1);
    expect(learnFactors(certain(...year.slice(0, 3)), 4).season).toBe(1);
    expect(learnFactors(certain(...year, -0.1, 0.3, 0.3, -0.2), 4).season).toBe(1);
  });

  it("has no season from one window a year ago, on which nothing was tried", () => {
    const year = [0.4, -0.1, -0.1, -0.1];
    expect(learnFactors(certain(...year), 4).season).toBe(1);
    expect(learnFactors(certain(...year, 0.4, -0.1), 4).season).not.toBe(1);
  });

  it.each([
    ["costs little where misses are chance alone", 0, 0.15, [1, 1.05]],
    ["takes away about half, and more with each window, where one level is behind them", 0.15, 0.05, [0.35, 0.56]],
  ])("%s", (_, level, noise, [least, most]) => {
    const dice = seededDice(11);
    const normal = () => Math.sqrt(-2 * Math.log(dice())) * Math.cos(2 * Math.PI * dice());
    for (const windows of [2, 3, 5]) {
      let before = 0;
      let after = 0;
      for (let shop = 0; shop < 3000; shop += 1) {
        const own = level * normal();
        const misses = certain(...Array.from({ length: windows }, () => own + noise * normal()));
        const next = own + noise * normal();
        before += Math.abs(next);
        after += Math.abs(next - Math.log(learnFactors(misses, 9).level));
      }
      expect(after / before).toBeGreaterThan(least!);
      expect(after / before).toBeLessThan(most!);
    }
  });

  it("says how far off a forecast may still be: by what was left of the misses, beyond chance", () => {
    const left = 0.3 - trust(0.3, 0.2) * 0.1;
    expect(learnFactors(certain(0.2, 0.3), 9).deviation).toBeCloseTo(Math.sqrt((0.15 ** 2 + left ** 2) / 2), 12);
    expect(learnFactors(certain(0.2, -0.3), 9).deviation).toBeCloseTo(Math.sqrt((0.15 ** 2 + 0.3 ** 2) / 2), 12);
    const byChance = [0.1, -0.1, 0.1, -0.1].map((logRatio) => ({ logRatio, variance: 0.02 }));
    expect(learnFactors(byChance, 9).deviation).toBeCloseTo(0.15 / 2, 12);
  });

  it("is finite where nothing was expected or nothing came", () => {
    expect(missesOf(each(2, 0, 0), each(2, 0, 0))).toMatchObject({ orders: { logRatio: 0 }, orderValue: { logRatio: 0 } });
    for (const [actual, expected] of [[each(2, 0, 0), each(2, 1, 7)], [each(2, 1, 7), each(2, 0, 0)]] as const) {
      const { orders, orderValue } = missesOf(actual, expected);
      expect([orders, orderValue].flatMap(Object.values).every(Number.isFinite)).toBe(true);
    }
    expect(missesOf(each(2, 0, 0), each(2, 1, 7)).orderValue.logRatio).toBeCloseTo(0, 12);
  });
});

describe("the choice", () => {
  const outcome = (errors: number[], pooledValueError = 1, differenceVariance = 0, varianceFromFirst = 0): Outcome => PURCHASE_MODELS.map((model, index) => {
    const fared = (ordersError: number, valueError: number, logRatio: number) =>
      ({ ordersError, valueError, orders: { logRatio, variance: 0 }, orderValue: { logRatio, variance: 0 } });
    return { model, alone: fared(errors[index]!, 1, index / 10), pooled: fared(0, pooledValueError, 0.3), differenceVariance, varianceFromFirst };
  });

  it("is the first model, uncorrected, before anything is known", () => {
    expect(chooseModel([], 5, true)).toMatchObject({ model: PURCHASE_MODELS[0], origins: 0, correction: { orders: { level: 1 }, orderValue: { level: 1 } } });
  });

  it("is the model with the least mean error, with its own correction", () => {
    const outcomes = [outcome([1, 0.9, 0.95]), outcome([1, 1, 0.8])];
    const choice = chooseModel(outcomes, 5, true);
    // In a shop whose figures the model does not make alone yet, each customer would turn the choice.
    expect(chooseModel(outcomes, 5, false)).toMatchObject({ model: PURCHASE_MODELS[0], errors: choice.errors });
    expect(choice.model).toBe(PURCHASE_MODELS[2]);
    expect(choice.errors.map(({ error }) => error)).toEqual([1, 0.95, 0.875]);
    expect(Math.log(choice.correction.orders.level)).toBeCloseTo((0.8 * (0.2 * 1.7)) / 2.2, 12);
  });

  it("is pooled with past orders where that errs less in value, by more than a hair, with the correction of the pool", () => {
    expect(chooseModel([], 5, true).pooling).toEqual({ isOn: false, alone: null, pooled: null, standardError: null });
    expect(chooseModel([outcome([1, 1, 1], 0.995)], 5, true)).toMatchObject({ pooling: { isOn: false, alone: 1, pooled: 0.995 }, correction: { orders: { level: 1 } } });
    const choice = chooseModel([outcome([1, 1, 1], 1.01), outcome([1, 1, 1], 0.9)], 5, true);
    expect(chooseModel([outcome([1, 1, 1], 0.9)], 5, false)).toMatchObject({ pooling: { isOn: false, pooled: 0.9 } });
    expect(choice).toMatchObject({ model: PURCHASE_MODELS[0], pooling: { isOn: true, alone: 1, pooled: expect.closeTo(0.955, 12) } });
    expect(Math.log(choice.correction.orders.level)).toBeCloseTo(((6 / 7) * (0.3 * 1.7)) / 2.2, 12);
  });

  it("is not pooled where chance alone may have made the difference, which more origins rule out", () => {
    const once = outcome([1, 1, 1], 0.9, 0.06 ** 2);
    expect(chooseModel([once], 5, true).pooling).toEqual({ isOn: false, alone: 1, pooled: 0.9, standardError: expect.closeTo(0.06, 12) });
    expect(chooseModel([once, once], 5, true).pooling).toMatchObject({ isOn: true, standardError: expect.closeTo(0.06 / Math.SQRT2, 12) });
  });

  it("stays with the first model where another is better by a hair, or chance alone may have made the difference", () => {
    expect(chooseModel([outcome([1, 0.995, 1])], 5, true).model).toBe(PURCHASE_MODELS[0]);
    const once = outcome([1, 0.9, 1], 1, 0, 0.06 ** 2);
    expect(chooseModel([once], 5, true).model).toBe(PURCHASE_MODELS[0]);
    expect(chooseModel([once, once], 5, true).model).toBe(PURCHASE_MODELS[1]);
  });
});

describe("numbers that are none", () => {
  it("are refused with their place", () => {
    const fine = { logRatio: 0, variance: 0 };
    expect(() => learnFactors([fine, { ...fine, logRatio: NaN }], 4)).toThrow("logRatio of miss 1 is NaN");
    expect(() => learnFactors([{ ...fine, variance: -1 }], 4)).toThrow("variance of miss 0 is -1; allowed: a number from 0");
    expect(() => learnFactors([fine], NaN)).toThrow("windowsAYear is NaN; allowed: an integer from 1");
    const measure = measureAgainst(Float64Array.of(1, 2), 1);
    expect(() => measure(Float64Array.of(1))).toThrow("predicted has 1 rows; allowed: 2, as many as actual");
    expect(() => measure(Float64Array.of(1, 2), { low: Float64Array.of(0), high: Float64Array.of(1, 2) })).toThrow("low has 1 rows; allowed: 2");
    expect(() => measure(Float64Array.of(1, NaN))).toThrow("column predicted, row 1 is NaN; allowed: a number from 0");
    expect(() => measureAgainst(Float64Array.of(1, -2), 1)).toThrow("column actual, row 1 is -2; allowed: a number from 0");
    expect(() => measureAgainst(Float64Array.of(), 1)).toThrow("actual has 0 rows; allowed: 1 and more");
  });
});

describe("a sample of customers", () => {
  const columns = purchaseColumns(Array.from({ length: 50 }, (_, customer) =>
    Array.from({ length: customer % 4 }, (_, index) => ({ day: index, valueMinor: customer })),
  ));

  it("is the shop itself where it is small enough", () => {
    expect(sampleCustomers(columns, 50, 1)).toBe(columns);
  });

  it("holds whole customers, each once, the same ones for the same seed", () => {
    const sample = sampleCustomers(columns, 20, 1);
    expect([sample.customers, sample.offsets.length, sample.offsets[20]]).toEqual([20, 21, sample.day.length]);
    const owners = Array.from({ length: 20 }, (_, index) => [...sample.valueMinor.subarray(sample.offsets[index], sample.offsets[index + 1])]);
    for (const values of owners) expect(values).toEqual(Array.from({ length: (values[0] ?? 0) % 4 }, () => values[0]));
    const known = owners.flatMap((values) => values.slice(0, 1));
    expect(new Set(known).size).toBe(known.length);
    expect(sampleCustomers(columns, 20, 1)).toEqual(sample);
    expect(sampleCustomers(columns, 20, 2)).not.toEqual(sample);
  });
});
