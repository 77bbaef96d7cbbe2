import { describe, expect, it } from "vitest";
import * as bgNbd from "#app/clv/bg-nbd.ts";
import { geometricDropoutCounts } from "#app/clv/geometric-dropout-counts.ts";
import { levelledCounts } from "#app/clv/levelled-counts.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import * as paretoNbd from "#app/clv/pareto-nbd.ts";
import { paretoNbdCounts } from "#app/clv/pareto-nbd-counts.ts";
import { MOST_PURCHASES } from "#app/clv/purchase-counts.ts";

const dropout = { r: 0.5, alpha: 45, a: 0.9, b: 1.6 };
const pareto = { r: 0.55, alpha: 74, s: 0.6, beta: 82 };

const MODELS = [
  { name: "BG/NBD", counts: (horizon: number) => geometricDropoutCounts(0, dropout, horizon), model: bgNbd, params: dropout },
  { name: "MBG/NBD", counts: (horizon: number) => geometricDropoutCounts(1, dropout, horizon), model: mbgNbd, params: dropout },
  { name: "Pareto/NBD", counts: (horizon: number) => paretoNbdCounts(pareto, horizon), model: paretoNbd, params: pareto },
] as const;

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

describe("counts while alive: correctness", () => {
  it("are those of a new BG/NBD customer (Fader, Hardie & Lee 2005, eq. 8)", () => {
    const tail = geometricDropoutCounts(0, dropout, 200).atLeast(0, 0);
    for (const n of [0, 1, 2, 10, 30]) {
      expect(tail[n]! - tail[n + 1]!).toBeCloseTo(bgNbd.purchaseCountProbability(dropout, 200, n), 11);
    }
  });

  it("of Pareto/NBD do not hang on how the integral over the moment of leaving is cut", () => {
    const [frequency, age, horizon, n] = [3, 100, 200, 2];
    const shape = pareto.r + frequency;
    const cuts = 20_000;
    let integral = 0;
    // P(N >= 2) straight from its definition: the second purchase falls at u, and she has stayed until then.
    for (let i = 0; i < cuts; i++) {
      const u = ((i + 0.5) * horizon) / cuts;
      const odds = u / (pareto.alpha + age);
      const density = (shape * (shape + 1) * odds ** (n - 1) * (1 + odds) ** -(shape + n)) / (pareto.alpha + age);
      integral += (density * (1 + u / (pareto.beta + age)) ** -pareto.s * horizon) / cuts;
    }
    expect(paretoNbdCounts(pareto, horizon).atLeast(frequency, age)[n]).toBeCloseTo(integral, 8);
  });
});

describe.each(MODELS)("counts of $name while alive: consistency", ({ counts, model, params }) => {
  it.each([
    { frequency: 0, recency: 0, age: 300 },
    { frequency: 4, recency: 90, age: 100 },
    { frequency: 150, recency: 400, age: 420 },
  ])("have the mean that the model expects of $frequency in $age days", (history) => {
    const expected = model.expectedPurchases(params as never, history, 365) / model.probabilityAlive(params as never, history);
    expect(sum(counts(365).atLeast(history.frequency, history.age).subarray(1)) / expected).toBeCloseTo(1, 6);
  });

  it("are one at nothing, and never rise", () => {
    const tail = counts(365).atLeast(2, 60);
    expect(tail[0]).toBe(1);
    expect(tail.every((value, n) => n === 0 || value <= tail[n - 1]!)).toBe(true);
  });

  it("are none within no time, and more within more", () => {
    expect(Array.from(counts(0).atLeast(2, 60))).toEqual([1]);
    const longer = counts(180).atLeast(2, 60);
    counts(90).atLeast(2, 60).forEach((value, n) => expect(value).toBeLessThanOrEqual(longer[n]! + 1e-12));
  });

  it("in a shop of uncertain level keep their mean for a level of 1, and spread wider", () => {
    const level = { factor: 1, deviation: 0.3 };
    const [plain, spread] = [counts(90).atLeast(9, 90), levelledCounts(counts, 90, level).atLeast(9, 90)];
    expect(sum(spread.subarray(1)) / sum(plain.subarray(1))).toBeCloseTo(1, 1);
    expect([spread[1]! < plain[1]!, spread[15]! > plain[15]!]).toEqual([true, true]);
    expect(levelledCounts(counts, 90, { factor: 2, deviation: 0 }).atLeast(9, 90)).toEqual(counts(180).atLeast(9, 90));
  });
});

describe("counts while alive: awkward parameters", () => {
  it("a rate all share gives a Poisson count, though its smallest probabilities underflow", () => {
    const tail = geometricDropoutCounts(0, { r: 1e6, alpha: 1e6, a: 1e-10, b: 1 }, 1000).atLeast(0, 0);
    expect(sum(tail.subarray(1))).toBeCloseTo(1000, 5);
    expect(tail[1001]).toBeCloseTo(0.5 - 1 / (3 * Math.sqrt(2 * Math.PI * 1000)) + 0.004, 1);
  });

  it("end at the most that can be counted", () => {
    expect(geometricDropoutCounts(1, { r: 1e-6, alpha: 1e-9, a: 1e-10, b: 1 }, 365).atLeast(9, 0)).toHaveLength(MOST_PURCHASES + 1);
  });

  it("wrong input names value and range", () => {
    expect(() => geometricDropoutCounts(0, dropout, -1)).toThrow("horizon is -1; allowed: a number from 0 to 1000000000000000000");
    expect(() => paretoNbdCounts({ ...pareto, s: 0 }, 1)).toThrow("parameter s is 0; allowed: a number from 1e-150 to 1e+32");
    expect(() => levelledCounts(MODELS[0].counts, 1, { factor: NaN, deviation: 0 })).toThrow("level factor is NaN");
  });
});
