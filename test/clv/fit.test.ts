import { describe, expect, it } from "vitest";
import * as bgNbd from "#app/clv/bg-nbd.ts";
import type { PurchaseTable } from "#app/clv/check-input.ts";
import { compressHistories } from "#app/clv/compress-histories.ts";
import { dropoutLikelihood } from "#app/clv/dropout-likelihood.ts";
import * as gammaGamma from "#app/clv/gamma-gamma.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import { paretoLikelihood } from "#app/clv/pareto-likelihood.ts";
import * as paretoNbd from "#app/clv/pareto-nbd.ts";
import { valueLikelihood } from "#app/clv/value-likelihood.ts";
import type { Derivatives } from "#app/math/maximise-damped-newton.ts";
import type { PurchaseModel } from "./purchase-model.ts";
import { type Dice, seededDice, simulateParetoShop, simulateShop, simulateValues } from "./simulate-shop.ts";
import twoHills from "./two-hills.json" with { type: "json" };

const TRUTH = { r: 0.6, alpha: 30, a: 0.9, b: 2.2 };
const PARETO_TRUTH = { r: 0.6, alpha: 30, s: 0.8, beta: 90 };
const VALUES = { p: 6.2, q: 3.7, v: 1540 };

function valueTable(seed: number, customers: number) {
  const dice = seededDice(seed);
  const repeats = new Float64Array(customers).map(() => Math.floor(6 * dice()));
  return { frequency: repeats.map((x) => x + 1), monetaryValue: simulateValues(dice, VALUES, repeats) };
}

/** Largest relative gap between the analytic derivatives and central differences at a point. */
function gapToDifferences(evaluate: (x: Float64Array) => Derivatives, point: number[]): number {
  const { gradient, hessian } = evaluate(Float64Array.from(point));
  let gap = 0;
  point.forEach((value, i) => {
    const step = 1e-5 * value;
    const moved = (by: number) => evaluate(Float64Array.from(point, (old, j) => (i === j ? old + by : old)));
    const up = moved(step);
    const down = moved(-step);
    const slope = (up.value - down.value) / (2 * step);
    gap = Math.max(gap, Math.abs(slope - gradient[i]!) / (Math.abs(gradient[i]!) + 1));
    point.forEach((_, j) => {
      const curvature = (up.gradient[j]! - down.gradient[j]!) / (2 * step);
      gap = Math.max(gap, Math.abs(curvature - hessian[i]![j]!) / (Math.abs(hessian[i]![j]!) + 1));
    });
  });
  return gap;
}

type Fixture<P> = {
  truth: P;
  simulate: (dice: Dice, customers: number, wholeUnits: boolean) => Required<Omit<PurchaseTable, "weight">>;
  /** How far each parameter may be from the truth in a shop of 60,000: three standard errors or more. */
  spread: P;
  evaluate: (table: PurchaseTable) => (point: Float64Array) => Derivatives;
  /** Points where the derivatives are compared with differences. */
  points: number[][];
  /** Which parameters grow with the time unit. */
  times: (keyof P)[];
};

function holdFits<P extends Record<string, number>>(model: PurchaseModel<P>, fixture: Fixture<P>): void {
  const { truth, simulate, spread, evaluate, points, times } = fixture;
  const days = simulate(seededDice(11), 2000, true);
  const fitted = model.fit(days);

  function expectParams(params: P, expected: P, gap: (name: keyof P) => number): void {
    for (const [name, value] of Object.entries(expected)) {
      expect(Math.abs(params[name]! / value - 1), name).toBeLessThan(gap(name));
    }
  }

  it("correctness: recovers the parameters that made a shop", () => {
    const { params, boundary, converged } = model.fit(simulate(seededDice(3), 60_000, false));
    expect({ boundary, converged }).toEqual({ boundary: null, converged: true });
    expectParams(params, truth, (name) => spread[name]!);
  });

  it("consistency: the log-likelihood of a shop is the sum over its customers", () => {
    let sum = 0;
    days.frequency.forEach((frequency, row) => {
      sum += model.logLikelihood(fitted.params, { frequency, recency: days.recency[row]!, age: days.age[row]! });
    });
    expect(Math.abs(fitted.logLikelihood / sum - 1)).toBeLessThan(1e-12);
  });

  it("consistency: gradient and Hessian are those of the log-likelihood", () => {
    for (const point of points) {
      // Central differences with steps of 1e-5 are good to some 1e-6 themselves.
      expect(gapToDifferences(evaluate(days), point)).toBeLessThan(2e-6);
    }
  });

  it("consistency: a weighted row equals as many repeated rows", () => {
    const weight = days.frequency.map((_, row) => row % 4);
    const repeated = (column: Float64Array) =>
      Float64Array.from(Array.from(column).flatMap((value, row) => Array<number>(weight[row]!).fill(value)));
    const weighted = model.fit({ ...days, weight });
    const plain = model.fit({
      frequency: repeated(days.frequency),
      recency: repeated(days.recency),
      age: repeated(days.age),
    });
    expect(Math.abs(weighted.logLikelihood / plain.logLikelihood - 1)).toBeLessThan(1e-12);
    expectParams(weighted.params, plain.params, () => 1e-6);
  });

  it.each([7, 1 / 7, 24.1])("consistency: time in another unit (x %d) scales times and nothing else", (unit) => {
    const scaled = model.fit({
      frequency: days.frequency,
      recency: days.recency.map((time) => time * unit),
      age: days.age.map((time) => time * unit),
    });
    const expected = { ...fitted.params };
    for (const name of times) {
      expected[name] = (expected[name]! * unit) as P[keyof P];
    }
    expectParams(scaled.params, expected, () => 1e-6);
  });

  it("starts where it is told to and says when it gives up", () => {
    expect(model.fit(days, { start: fitted.params }).iterations).toBe(1);
    const early = model.fit(days, { maxIterations: 2 });
    expect(early.converged).toBe(false);
    expect(Object.values(early.params).every(Number.isFinite)).toBe(true);
  });
}

describe.each([
  { name: "BG/NBD", model: bgNbd, start: 0 as const },
  { name: "MBG/NBD", model: mbgNbd, start: 1 as const },
])("$name fit", ({ model, start }) => {
  holdFits(model, {
    truth: TRUTH,
    simulate: (dice, customers, wholeUnits) =>
      simulateShop(dice, start, TRUTH, { customers, oldest: 500, wholeUnits }),
    spread: { r: 0.06, alpha: 0.08, a: 0.2, b: 0.25 },
    evaluate: (table) => dropoutLikelihood(start, compressHistories(table)),
    points: [
      [0.9, 22, 0.5, 1.4],
      [3, 90, 8, 0.2],
    ],
    times: ["alpha"],
  });
});

describe("Pareto/NBD fit", () => {
  holdFits(paretoNbd, {
    truth: PARETO_TRUTH,
    simulate: (dice, customers, wholeUnits) =>
      simulateParetoShop(dice, PARETO_TRUTH, { customers, oldest: 500, wholeUnits }),
    spread: { r: 0.06, alpha: 0.08, s: 0.2, beta: 0.3 },
    evaluate: (table) => paretoLikelihood(compressHistories(table)),
    points: [
      [0.9, 22, 0.5, 140],
      [3, 90, 1, 90],
      [0.2, 300, 4, 3],
    ],
    times: ["alpha", "beta"],
  });
});

describe("Gamma-Gamma fit", () => {
  it("correctness: recovers the parameters that made the values", () => {
    const { params, boundary, converged } = gammaGamma.fit(valueTable(5, 40_000));
    expect({ boundary, converged }).toEqual({ boundary: null, converged: true });
    // Three standard errors or more at this size.
    expect(Math.abs(params.p / VALUES.p - 1)).toBeLessThan(0.06);
    expect(Math.abs(params.q / VALUES.q - 1)).toBeLessThan(0.06);
    expect(Math.abs(params.v / VALUES.v - 1)).toBeLessThan(0.1);
  });

  it("consistency: sum over customers, derivatives, weights, unit of money", () => {
    const table = valueTable(6, 2000);
    const fitted = gammaGamma.fit(table);
    let sum = 0;
    table.frequency.forEach((frequency, row) => {
      sum += gammaGamma.logLikelihood(fitted.params, { frequency, monetaryValue: table.monetaryValue[row]! });
    });
    expect(Math.abs(fitted.logLikelihood / sum - 1)).toBeLessThan(1e-12);
    expect(gapToDifferences(valueLikelihood(table), [3, 2.1, 900])).toBeLessThan(2e-6);

    const weight = table.frequency.map((_, row) => row % 3);
    const rows = Array.from(weight).flatMap((times, row) => Array<number>(times).fill(row));
    const weighted = gammaGamma.fit({ ...table, weight });
    const repeated = gammaGamma.fit({
      frequency: Float64Array.from(rows, (row) => table.frequency[row]!),
      monetaryValue: Float64Array.from(rows, (row) => table.monetaryValue[row]!),
    });
    expect(Math.abs(weighted.params.q / repeated.params.q - 1)).toBeLessThan(1e-6);

    const pounds = gammaGamma.fit({ ...table, monetaryValue: table.monetaryValue.map((value) => value / 100) });
    expect(Math.abs((100 * pounds.params.v) / fitted.params.v - 1)).toBeLessThan(1e-6);
    expect(Math.abs(pounds.params.p / fitted.params.p - 1)).toBeLessThan(1e-6);
  });
});

describe("drawn shops whose likelihood has two hills", () => {
  const models = { "mbg-nbd": mbgNbd, "pareto-nbd": paretoNbd };

  it.each(twoHills)("$model of $frequency.length customers is fitted on the higher one", ({ model, frequency, recency, age, lower, higher }) => {
    const table = { frequency: Float64Array.from(frequency), recency: Float64Array.from(recency), age: Float64Array.from(age) };
    const { logLikelihood, converged } = models[model as keyof typeof models].fit(table);
    expect(converged).toBe(true);
    expect(logLikelihood).toBeGreaterThan(lower + 0.1);
    expect(logLikelihood).toBeGreaterThan(higher - 0.001);
  });
});
