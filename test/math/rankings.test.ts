import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalisedGini } from "#app/math/normalised-gini.ts";
import { orderDescending } from "#app/math/order-descending.ts";
import { shuffledRows } from "#app/math/shuffled-rows.ts";
import { spearmanCorrelation } from "#app/math/spearman-correlation.ts";

const asIs = (length: number) => Uint32Array.from({ length }, (_, row) => row);
const order = (values: Float64Array, seed?: number) =>
  orderDescending(values, seed === undefined ? asIs(values.length) : shuffledRows(values.length, seed));

function gini(predicted: number[], actual: number[], seed?: number) {
  const [p, a] = [Float64Array.from(predicted), Float64Array.from(actual)];
  return normalisedGini(a, order(p, seed), order(a));
}

function spearman(x: number[], y: number[]) {
  const [xs, ys] = [Float64Array.from(x), Float64Array.from(y)];
  return spearmanCorrelation(xs, order(xs), ys, order(ys));
}

describe("shuffled rows", () => {
  it("are every row once, the same for the same seed", () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.integer(), (count, seed) => {
      const rows = shuffledRows(count, seed);
      expect([...rows].sort((a, b) => a - b)).toEqual([...asIs(count)]);
      expect(shuffledRows(count, seed)).toEqual(rows);
    }));
  });

  it("come in every order about as often", () => {
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 24_000; seed += 1) {
      const key = shuffledRows(4, seed).join("");
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    // 1,000 each with a standard deviation of 31: chi-square with 23 degrees of freedom stays below 60 but once in 30,000.
    expect([...counts.values()].reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(60);
  });

  it("refuse a seed that is no whole number", () => {
    expect(() => shuffledRows(3, 0.5)).toThrow("seed is 0.5; allowed: a whole number");
  });
});

describe("an order", () => {
  it("runs from the largest to the smallest and keeps ties as they stood", () => {
    expect([...orderDescending(Float64Array.of(1, 3, 1, 2, 3), Uint32Array.of(4, 3, 2, 1, 0))]).toEqual([4, 1, 3, 2, 0]);
  });

  it("is refused where it is not every row once, by place and row number", () => {
    const [values, right] = [Float64Array.of(1, 3, 2), Uint32Array.of(1, 2, 0)];
    expect(() => orderDescending(values, Uint32Array.of(1, 2, 99))).toThrow("rows[2] is 99; allowed: 0 to 2, each once");
    expect(() => normalisedGini(values, Uint32Array.of(1, 1, 1), right)).toThrow("predictedOrder[1] is 1; allowed: 0 to 2, each once");
    expect(() => normalisedGini(values, right, Uint32Array.of(3, 2, 0))).toThrow("perfectOrder[0] is 3; allowed: 0 to 2, each once");
    expect(() => spearmanCorrelation(values, right, values, Uint32Array.of(0, 2, 0))).toThrow("yOrder[2] is 0; allowed: 0 to 2, each once");
  });
});

describe("the normalised Gini", () => {
  it("is 1 for the perfect order, -1 for the reverse, and no matter of scale", () => {
    expect(gini([10, 20, 30, 90], [1, 2, 3, 4])).toBeCloseTo(1, 12);
    expect(gini([4, 3, 2, 1], [1, 2, 3, 4])).toBeCloseTo(-1, 12);
    expect(gini([1, 5, 2, 2.5], [100, 0, 50, 150])).toBeCloseTo(gini([10, 50, 20, 25], [2, 0, 1, 3])!, 12);
  });

  it("is the ratio of the two areas", () => {
    // Actual 4, 2, 0, 0: perfect shares gathered at the middles 1/3, 5/6, 1, 1; predicted order 2, 4, 0, 0: 1/6, 2/3, 1, 1.
    const area = (shares: number[]) => shares.reduce((sum, share) => sum + share, 0) / shares.length - 0.5;
    expect(gini([2, 3, 1, 0], [4, 2, 0, 0])).toBeCloseTo(area([1 / 6, 2 / 3, 1, 1]) / area([1 / 3, 5 / 6, 1, 1]), 12);
  });

  it("gives ties nothing on average", () => {
    const actual = Array.from({ length: 40 }, (_, row) => (row % 8 === 0 ? 5 : 0));
    const draws = Array.from({ length: 2000 }, (_, seed) => gini(actual.map(() => 1), actual, seed)!);
    // A draw spreads by .24: the mean of 2,000 by .006.
    expect(Math.abs(draws.reduce((sum, value) => sum + value, 0) / draws.length)).toBeLessThan(0.025);
  });

  it("is null where there is nothing to find", () => {
    expect([gini([], []), gini([1, 2], [0, 0]), gini([1, 2, 3], [0.1, 0.1, 0.1])]).toEqual([null, null, null]);
  });
});

describe("Spearman's correlation", () => {
  it("is 1 for any rising function and -1 for any falling one", () => {
    expect(spearman([1, 2, 3, 4], [1, 8, 27, 64])).toBeCloseTo(1, 12);
    expect(spearman([1, 2, 3, 4], [4, 3, 2, -9])).toBeCloseTo(-1, 12);
  });

  it("is that of the printed example, and gives ties their mean rank", () => {
    // IQ and hours of television, the textbook example: rho = -29/165.
    expect(spearman([106, 86, 100, 101, 99, 103, 97, 113, 112, 110], [7, 0, 27, 50, 28, 29, 20, 12, 6, 17])).toBeCloseTo(-29 / 165, 12);
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4: 4.5 / sqrt(4.5 * 5).
    expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(22.5), 12);
  });

  it("is null where a column is constant", () => {
    expect([spearman([], []), spearman([3], [4]), spearman([1, 1], [1, 2])]).toEqual([null, null, null]);
  });
});
