import { describe, expect, it } from "vitest";
import { CHEBYSHEV_SAMPLES, chebyshevSeries } from "#app/math/chebyshev-series.ts";

describe("Chebyshev series", () => {
  it("follows a smooth function to its ends, and calls it a stated number of times", () => {
    let calls = 0;
    const f = (x: number) => {
      calls += 1;
      return Math.exp(x) / (4 + x);
    };
    const series = chebyshevSeries(f, -2, 3)!;
    expect(calls).toBe(CHEBYSHEV_SAMPLES);
    for (let x = -2; x <= 3; x += 1 / 64) {
      expect(Math.abs(series(x) / f(x) - 1)).toBeLessThan(1e-13);
    }
  });

  it("keeps its digits where the function is next to nothing", () => {
    const f = (x: number) => Math.exp(-9 * x) / (4 + x);
    const series = chebyshevSeries(f, 0, 3)!;
    for (let x = 0; x <= 3; x += 1 / 64) expect(Math.abs(series(x) / f(x) - 1)).toBeLessThan(1e-13);
  });

  it("of a constant is the constant", () => {
    expect(chebyshevSeries(() => 7, 0, 1)!(0.3) / 7).toBeCloseTo(1, 14);
  });

  it.each([
    ["a corner", (x: number) => Math.abs(x - 0.1)],
    ["a pole nearby", (x: number) => 1 / (1.01 + x)],
    ["more waves than points", (x: number) => 2 + Math.sin(60 * x)],
    ["no number", () => NaN],
    ["a value below zero", (x: number) => 0.5 + x],
  ])("says so where it would not follow: %s", (_, f) => {
    expect(chebyshevSeries(f, -1, 1)).toBeNull();
  });
});
