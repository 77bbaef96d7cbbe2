import { describe, expect, it } from "vitest";
import type { Measures, Method, Origin } from "#app/scoring/back-test.ts";
import { BASELINES, METHODS } from "#app/scoring/back-test.ts";
import { chooseModel } from "#app/scoring/back-test-choice.ts";
import { rmseDifferenceError } from "#app/scoring/back-test-chance.ts";
import { evidenceOf, judgeGate } from "#app/scoring/back-test-gate.ts";
import { drawExponential, seededDice } from "../clv/simulate-shop.ts";

describe("the gate", () => {
  type Result = { gini: number | null; rmse: number };
  const origin = (results: Partial<Record<Method, Result>>, orders = 50, customers = 200, standardError = 0): Origin => ({
    day: 1,
    calibrationDays: 100,
    customers,
    choice: chooseModel([], 5, true),
    methods: METHODS.map((method) => {
      const measures: Measures = {
        predicted: 1, actual: orders, bias: 0, mae: 0, spearman: 0, topTenthShare: 0, deciles: [], decileError: 0, coverage: null, openCoverage: null,
        ...(results[method] ?? { gini: 0.5, rmse: 10 }),
      };
      return { method, orders: measures, value: measures };
    }),
    standardErrors: BASELINES.map((baseline) => ({ baseline, standardError })),
    total: null,
  });
  const good = { chosen: { gini: 0.6, rmse: 9 } };
  const tie = { chosen: { gini: 0.495, rmse: 9 } };
  const bad = { chosen: { gini: 0.6, rmse: 11 } };

  it("is open where the model beats every baseline, a tie in the order included", () => {
    expect(judgeGate([origin(good), origin(good), origin(good)])).toMatchObject({ isOn: true, lacks: null });
    expect(judgeGate([origin(tie), origin(tie), origin(tie)]).isOn).toBe(true);
  });

  it("is shut by one baseline that does better, and says which and in what", () => {
    const gate = judgeGate([1, 2, 3].map(() => origin({ ...good, "past-spend": { gini: 0.62, rmse: 10 } })));
    expect(gate.isOn).toBe(false);
    expect(gate.checks.filter(({ isPassed }) => !isPassed)).toEqual([
      { baseline: "past-spend", measure: "gini", ours: expect.closeTo(0.6, 12), theirs: expect.closeTo(0.62, 12), standardError: null, origins: 0, isPassed: false },
    ]);
  });

  it("asks for two thirds of the origins and the mean", () => {
    expect(judgeGate([origin(good), origin(good), origin({ chosen: { gini: 0.6, rmse: 10.5 } })]).isOn).toBe(true);
    expect(judgeGate([origin(good), origin(bad), origin({ chosen: { gini: 0.6, rmse: 1 } })]).isOn).toBe(true);
    expect(judgeGate([origin(good), origin(bad), origin(bad)]).isOn).toBe(false);
    expect(judgeGate([origin({ chosen: { gini: 0.6, rmse: 1 } }), origin(bad), origin(bad)]).isOn).toBe(false);
  });

  it("is shut by an error that is lower by a hair, or by no more than chance would have it", () => {
    const hair = { chosen: { gini: 0.6, rmse: 9.95 } };
    expect(judgeGate([origin(hair), origin(hair), origin(hair)]).isOn).toBe(false);
    const byChance = (standardError: number) => judgeGate([1, 2, 3].map(() => origin(good, 50, 200, standardError)));
    expect(byChance(0.9)).toMatchObject({ isOn: false, lacks: null });
    // Three windows: twice 0.8 / sqrt 3 is less than the difference of 1.
    expect(byChance(0.8).isOn).toBe(true);
    expect(byChance(0.8).checks[1]).toMatchObject({ measure: "rmse", standardError: expect.closeTo(0.8 / Math.sqrt(3), 12) });
  });

  const unranked = { ...good, "naive-rate": { gini: null, rmse: 10 } };

  it.each([
    ["origins", [origin(good, 24), origin(good, 100), origin(good, 100)]],
    ["origins", [origin(unranked), origin(good), origin(good)]],
    ["origins", [origin(good), origin(good)]],
    ["customers", [origin(good, 50, 99), origin(good), origin(good)]],
    ["orders", [origin(good, 33), origin(good, 33), origin(good, 33)]],
  ])("stays shut where there are too few %s", (lacks, origins) => {
    expect(judgeGate(origins)).toMatchObject({ isOn: false, lacks });
  });

  it("has none of what it needs where nothing was looked back on", () => {
    expect(evidenceOf([])).toEqual({ customers: 0, orders: 0, origins: 0 });
    expect(judgeGate([])).toMatchObject({ isOn: false, lacks: "customers" });
  });
});

describe("the chance in a difference of two errors", () => {
  it("by hand: squared errors 1, 4, 9 and 0, 0, 0", () => {
    const actual = Float64Array.of(0, 0, 0);
    // Mean 14/3, variance (121 + 4 + 169)/27; the two errors are sqrt(14/3) and 0.
    const expected = Math.sqrt(294 / 27 / 3) / (2 * Math.sqrt(14 / 3));
    expect(rmseDifferenceError(actual, actual, Float64Array.of(1, 2, 3))).toBeCloseTo(expected, 12);
    expect(rmseDifferenceError(actual, Float64Array.of(1, 2, 3), actual)).toBeCloseTo(expected, 12);
    expect(rmseDifferenceError(actual, actual, actual)).toBe(0);
  });

  it("is how far the difference scatters over drawn shops", () => {
    const dice = seededDice(7);
    const draws = Array.from({ length: 300 }, () => {
      const actual = new Float64Array(200).map(() => drawExponential(dice));
      const [low, high] = [actual.map(() => 1), actual.map(() => 1.6)];
      const rmse = (forecast: Float64Array) => Math.sqrt(actual.reduce((sum, value, row) => sum + (forecast[row]! - value) ** 2, 0) / 200);
      return { difference: rmse(high) - rmse(low), standardError: rmseDifferenceError(actual, low, high) };
    });
    const mean = draws.reduce((sum, { difference }) => sum + difference, 0) / 300;
    const scatter = Math.sqrt(draws.reduce((sum, { difference }) => sum + (difference - mean) ** 2, 0) / 300);
    expect(draws.reduce((sum, { standardError }) => sum + standardError, 0) / 300 / scatter).toBeCloseTo(1, 1);
  });
});
