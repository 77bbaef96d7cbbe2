import { describe, expect, it } from "vitest";
import { maximiseDampedNewton } from "#app/math/maximise-damped-newton.ts";
import { rankDistinct } from "#app/math/rank-distinct.ts";
import { solvePositiveDefinite } from "#app/math/solve-positive-definite.ts";

describe("positive definite systems", () => {
  it("are solved", () => {
    const matrix = [Float64Array.of(4, 2, 0.4), Float64Array.of(2, 5, 1), Float64Array.of(0.4, 1, 3)];
    const solution = solvePositiveDefinite(matrix, Float64Array.of(9.2, 15, 11.4))!;
    Array.from(solution).forEach((value, i) => expect(value).toBeCloseTo([1, 2, 3][i]!, 13));
  });

  it("are refused where they are indefinite or singular", () => {
    expect(solvePositiveDefinite([Float64Array.of(1, 2), Float64Array.of(2, 1)], Float64Array.of(1, 1))).toBeNull();
    expect(solvePositiveDefinite([Float64Array.of(1, 1), Float64Array.of(1, 1)], Float64Array.of(1, 1))).toBeNull();
  });
});

/** The negative of Rosenbrock's banana, whose maximum 0 at (1, 1) lies at the end of a bent ridge. */
function banana(point: Float64Array) {
  const [x, y] = point as unknown as [number, number];
  return {
    value: -((1 - x) ** 2) - 100 * (y - x * x) ** 2,
    gradient: Float64Array.of(2 * (1 - x) + 400 * x * (y - x * x), -200 * (y - x * x)),
    hessian: [Float64Array.of(-2 + 400 * y - 1200 * x * x, 400 * x), Float64Array.of(400 * x, -200)],
  };
}

/** Rises for ever with both parameters as long as their ratio is 3: the shape of a likelihood near a limit. */
function ridge(point: Float64Array) {
  const [x, y] = point as unknown as [number, number];
  const u = Math.log(y / x) - Math.log(3);
  return {
    value: -1 / x - 1e6 * u * u,
    gradient: Float64Array.of(1 / x ** 2 + (2e6 * u) / x, (-2e6 * u) / y),
    hessian: [
      Float64Array.of(-2 / x ** 3 - (2e6 * (1 + u)) / x ** 2, 2e6 / (x * y)),
      Float64Array.of(2e6 / (x * y), (-2e6 * (1 - u)) / y ** 2),
    ],
  };
}

describe("damped Newton", () => {
  const plain = [[1, 0], [0, 1]];

  it("climbs a bent ridge to its end", () => {
    const space = { powers: plain, start: [3, 0.1], lower: [1e-3, 1e-3], upper: [1e3, 1e3] };
    const { params, value, converged, iterations } = maximiseDampedNewton(banana, space, 100);
    expect(converged).toBe(true);
    expect(iterations).toBeLessThan(40);
    expect(value).toBeCloseTo(0, 9);
    params.forEach((parameter) => expect(parameter).toBeCloseTo(1, 4));
  });

  it("stops at a limit, and at the best point of the limit", () => {
    const space = { powers: plain, start: [0.1, 0.3], lower: [1e-3, 1e-3], upper: [0.5, 1e3] };
    const { params, converged } = maximiseDampedNewton(banana, space, 100);
    expect(converged).toBe(true);
    expect(params[0]).toBeCloseTo(0.5, 12);
    expect(params[1]).toBeCloseTo(0.25, 6);
  });

  it("follows a narrow ridge to the limit of its coordinates without leaving it", () => {
    const space = { powers: [[1, 0], [1, 1]], start: [1, 5], lower: [1e-6, 1e-6], upper: [1e6, 1e6] };
    const { params, converged } = maximiseDampedNewton(ridge, space, 100);
    expect(converged).toBe(true);
    expect(params[1]! / params[0]!).toBeCloseTo(3, 6);
    expect(params[0]).toBeGreaterThan(1e4);
  });

  it("says when it gives up", () => {
    const space = { powers: plain, start: [3, 0.1], lower: [1e-3, 1e-3], upper: [1e3, 1e3] };
    expect(maximiseDampedNewton(banana, space, 3)).toMatchObject({ converged: false, iterations: 3 });
  });
});

describe("ranks of distinct values", () => {
  it.each([
    { kind: "whole numbers", unit: 1 },
    { kind: "fractions", unit: 1 / 7 },
    { kind: "numbers too large for a table", unit: 1e7 },
  ])("$kind of several columns share one ascending list", ({ unit }) => {
    const columns = [Float64Array.of(5, 0, 5), Float64Array.of(2, 9, 0)].map((column) => column.map((x) => x * unit));
    const { distinct, ranks } = rankDistinct(columns);
    expect(Array.from(distinct)).toEqual([0, 2, 5, 9].map((x) => x * unit));
    expect(ranks.map((rank) => Array.from(rank))).toEqual([[2, 0, 2], [1, 3, 0]]);
  });

  it("of nothing are nothing", () => {
    expect(rankDistinct([new Float64Array(0)]).distinct).toHaveLength(0);
  });
});
