import { describe, expect, it } from "vitest";
import { valueMixture } from "#app/clv/value-mixture.ts";
import { incompleteBeta } from "#app/math/incomplete-beta.ts";

/** Counts of 1 to 4 with probabilities .4 .3 .2 .1, once somebody buys at all, which is in half the cases. */
const AT_LEAST = Float64Array.of(1, 0.5, 0.3, 0.15, 0.05);
const WEIGHTS = [0.4, 0.3, 0.2, 0.1];

describe("value of an uncertain number of purchases", () => {
  it.each([
    { p: 6.2, shape: 16 },
    { p: 0.4, shape: 1.2 },
    { p: 40, shape: 400 },
    { p: 0.05, shape: 0.9 },
  ])("correctness: is the mixture of beta prime distributions (p $p, shape $shape)", ({ p, shape }) => {
    const { nodes, distribution } = valueMixture(p, shape)(AT_LEAST);
    distribution.forEach((value, node) => {
      const y = nodes[node]!;
      const [share, rest] = [1 / (1 + Math.exp(-y)), 1 / (1 + Math.exp(y))];
      const exact = WEIGHTS.reduce((sum, weight, i) => sum + weight * incompleteBeta(p * (i + 1), shape, share, rest), 0);
      expect(Math.abs(value - exact)).toBeLessThan(2e-3);
    });
  });

  it("consistency: many counts share cells, and the mean stays", () => {
    const tail = Float64Array.from({ length: 1200 }, (_, n) => (n < 600 ? 1 : 1 - (n - 599) / 600));
    const [p, shape] = [5, 500];
    const { nodes, distribution } = valueMixture(p, shape)(tail);
    const mean = distribution.reduce((sum, value, i) => sum + Math.exp(nodes[i]!) * (value - (distribution[i - 1] ?? 0)), 0);
    const count = tail.subarray(1).reduce((sum, value) => sum + value, 0);
    expect(mean / ((p * count) / (shape - 1))).toBeCloseTo(1, 1);
  });

  it("is a staircase where purchases are equal", () => {
    const [p, shape] = [1e6, 1e12];
    const { nodes, distribution } = valueMixture(p, shape)(AT_LEAST);
    const steps = nodes.flatMap((y, node) => (distribution[node]! > (distribution[node - 1] ?? 0) + 1e-9 ? [(Math.exp(y) * shape) / p] : []));
    expect(steps.map((step) => step.toFixed(6))).toEqual(["1.000000", "2.000000", "3.000000", "4.000000"]);
  });

  it.each([
    [1e-6, 2e-6], [1e-6, 1e6], [1e6, 1e6], [1e6, 1e-6], [1, 1e6], [300, 1e4],
  ])("stays finite and ascending at the limits (p %d, shape %d)", (p, shape) => {
    const { nodes, distribution } = valueMixture(p, shape)(AT_LEAST);
    expect(nodes.every((y, i) => Number.isFinite(y) && (i === 0 || y > nodes[i - 1]!))).toBe(true);
    expect(distribution.every((value, i) => value >= (distribution[i - 1] ?? 0) - 1e-12 && value <= 1 + 1e-9)).toBe(true);
  });
});
