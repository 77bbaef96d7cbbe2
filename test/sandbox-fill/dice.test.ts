import { describe, expect, it } from "vitest";
import { createDice } from "#sandbox/fill/dice.ts";

const THROWS = 40_000;

/** Mean of many throws, and its standard error: five of them are missed once in two million seeds. */
function meanOf(draw: () => number): { mean: number; tolerance: number } {
  const values = Array.from({ length: THROWS }, draw);
  const mean = values.reduce((sum, value) => sum + value, 0) / THROWS;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / THROWS;
  return { mean, tolerance: 5 * Math.sqrt(variance / THROWS) };
}

describe("dice", () => {
  const dice = createDice(7);

  it.each([
    ["uniform", () => dice.uniform(), 0.5],
    ["chance", () => (dice.chance(0.3) ? 1 : 0), 0.3],
    ["whole", () => dice.whole(2, 5), 3.5],
    ["exponential", () => dice.exponential(0.25), 4],
    ["gamma of a large shape", () => dice.gamma(5, 2), 2.5],
    ["gamma of a small shape", () => dice.gamma(0.4, 10), 0.04],
    ["squared gamma of a small shape", () => dice.gamma(0.4, 10) ** 2, (0.4 * 1.4) / 100],
    ["beta", () => dice.beta(0.8, 2), 0.8 / 2.8],
    ["squared beta", () => dice.beta(0.8, 2) ** 2, (0.8 * 1.8) / (2.8 * 3.8)],
    ["weighted", () => dice.weighted([1, 10], (value) => (value === 1 ? 3 : 1)), 3.25],
  ])("%s has its mean", (_, draw, expected) => {
    const { mean, tolerance } = meanOf(draw);
    expect(Math.abs(mean - expected)).toBeLessThan(tolerance);
  });

  it("throws the same for the same seed, and another for another", () => {
    const throws = (seed: number) => Array.from({ length: 5 }, createDice(seed).uniform);
    expect(throws(1)).toEqual(throws(1));
    expect(throws(1)).not.toEqual(throws(2));
  });
});
