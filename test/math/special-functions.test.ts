import { describe, expect, it } from "vitest";
import { betaExpectation } from "#app/math/beta-expectation.ts";
import { digamma, trigamma } from "#app/math/digamma.ts";
import { incompleteBeta } from "#app/math/incomplete-beta.ts";
import { logBeta } from "#app/math/log-beta.ts";
import { logBetaKernel } from "#app/math/log-beta-kernel.ts";
import { logGamma, stirlingError } from "#app/math/log-gamma.ts";
import { logRisingFactorial, logRisingFactorialRatio } from "#app/math/log-rising-factorial.ts";
import { scaledExponentialIntegral } from "#app/math/scaled-exponential-integral.ts";

/** Values in 40-digit arithmetic. */
const EULER = 0.5772156649015329;

function relativeGap(value: number, truth: number): number {
  return Math.abs(value / truth - 1);
}

describe("log-gamma and digamma", () => {
  it("correctness: factorials, one half, a small and a large argument", () => {
    expect(logGamma(1)).toBeCloseTo(0, 14);
    expect(relativeGap(logGamma(11), Math.log(3628800))).toBeLessThan(1e-15);
    expect(relativeGap(logGamma(0.5), Math.log(Math.PI) / 2)).toBeLessThan(1e-14);
    expect(relativeGap(logGamma(1e-10), 23.025850929882733)).toBeLessThan(1e-15);
    expect(relativeGap(logGamma(1e6), 12815504.569147611)).toBeLessThan(1e-15);
    expect(stirlingError(1)).toBeCloseTo(1 - Math.log(2 * Math.PI) / 2, 14);
    expect(relativeGap(digamma(1), -EULER)).toBeLessThan(1e-14);
    expect(relativeGap(trigamma(1), Math.PI ** 2 / 6)).toBeLessThan(1e-14);
  });

  it("consistency: recurrences, and digamma is the slope of log-gamma", () => {
    for (const x of [0.01, 0.7, 3.3, 9.5, 10.5, 1234.5]) {
      expect(logGamma(x + 1) - logGamma(x)).toBeCloseTo(Math.log(x), 10);
      expect(relativeGap(digamma(x + 1) - digamma(x), 1 / x)).toBeLessThan(1e-10);
      expect(relativeGap(trigamma(x) - trigamma(x + 1), 1 / x ** 2)).toBeLessThan(1e-7);
      const step = 1e-5 * x;
      expect(digamma(x)).toBeCloseTo((logGamma(x + step) - logGamma(x - step)) / (2 * step), 6);
    }
  });
});

describe("rising factorials", () => {
  it("correctness: a factorial; in a unit", () => {
    expect(relativeGap(logRisingFactorial(1, 10, 1), Math.log(3628800))).toBeLessThan(1e-15);
    expect(logRisingFactorial(3, 2, 12 ** 0.5)).toBeCloseTo(0, 14);
    expect(logRisingFactorial(0.3, 0, 7)).toBe(0);
    // 2 * 3 * 4 / (5 * 6 * 7)
    expect(relativeGap(logRisingFactorialRatio(2, 3, 3), Math.log(24 / 210))).toBeLessThan(1e-14);
  });

  it("consistency: the sum and the log-gammas agree where one takes over from the other", () => {
    const step = Math.log((0.3 + 2000) / 50);
    expect(logRisingFactorial(0.3, 2001, 50) - logRisingFactorial(0.3, 2000, 50)).toBeCloseTo(step, 9);
    const ratioStep = -Math.log1p(2.5 / 2000.3);
    expect(logRisingFactorialRatio(0.3, 2.5, 2001) - logRisingFactorialRatio(0.3, 2.5, 2000)).toBeCloseTo(ratioStep, 9);
  });

  it("correctness: many large factors, where log-gammas have no digits left", () => {
    // ln of n factors that hardly differ: n ln((x + n/2) / unit), the next term being n^3 / (24 x^2).
    const [x, n] = [1e18, 500_000];
    expect(logRisingFactorial(x, n, 2e18)).toBeCloseTo(n * Math.log(0.5), 6);
    expect(relativeGap(logRisingFactorialRatio(x, 1e10, n), -n * Math.log1p(1e-8))).toBeLessThan(1e-8);
    expect(relativeGap(logRisingFactorialRatio(x, 1e18, n), -n * Math.log(2))).toBeLessThan(1e-8);
  });
});

describe("beta functions", () => {
  it("correctness: small, lopsided and large arguments", () => {
    expect(relativeGap(logBeta(2, 3), -Math.log(12))).toBeLessThan(1e-15);
    expect(relativeGap(logBeta(1e-8, 1e8), 18.4206805539734)).toBeLessThan(1e-15);
    expect(relativeGap(logBeta(1e6, 1e6), -1386300.003362921)).toBeLessThan(1e-15);
    expect(relativeGap(logBetaKernel(2, 3, 0.25, 0.75), Math.log(12 * 0.25 ** 2 * 0.75 ** 3))).toBeLessThan(1e-14);
    // At its peak the kernel of two large exponents is a small number between two of the size of 1e6.
    expect(relativeGap(logBetaKernel(1e6, 1e6, 0.5, 0.5), 5.642243030497491)).toBeLessThan(1e-15);
  });

  it("correctness: incomplete beta in closed form", () => {
    expect(incompleteBeta(1, 1, 0.3, 0.7)).toBeCloseTo(0.3, 15);
    expect(relativeGap(incompleteBeta(3, 1, 0.01, 0.99), 1e-6)).toBeLessThan(1e-13);
    expect(relativeGap(incompleteBeta(1, 4, 0.9, 0.1), 1 - 1e-4)).toBeLessThan(1e-15);
    expect(incompleteBeta(2, 5, 0, 1)).toBe(0);
    expect(incompleteBeta(2, 5, 1, 0)).toBe(1);
    for (const beta of [incompleteBeta, logBetaKernel]) {
      expect(() => beta(NaN, 1, 0.5, 0.5)).toThrow("a is NaN; allowed: a finite number > 0");
      expect(() => beta(1, Infinity, 0.5, 0.5)).toThrow("b is Infinity; allowed: a finite number > 0");
      expect(() => beta(1, 1, NaN, 0.5)).toThrow("x is NaN; allowed: a number from 0 to 1");
      expect(() => beta(1, 1, 0.5, -0.5)).toThrow("y is -0.5; allowed: a number from 0 to 1");
    }
  });

  it("consistency: incomplete beta and its reflection sum to 1", () => {
    for (const [a, b, x] of [[0.1, 7, 0.2], [300, 0.4, 0.99], [40, 60, 0.41]] as const) {
      expect(incompleteBeta(a, b, x, 1 - x) + incompleteBeta(b, a, 1 - x, x)).toBeCloseTo(1, 12);
    }
  });
});

describe("mean over a beta distribution", () => {
  it.each([
    [0.8, 2.4],
    [1e-6, 3],
    [5, 1e-4],
    [1e6, 3e6],
    [1e-8, 0.3],
    [300, 0.5],
    [2.7e21, 3e24],
  ])("correctness: the moments of Beta(%d, %d)", (a, b) => {
    const level = -60;
    expect(betaExpectation(a, b, () => 1, level)).toBeCloseTo(1, 14);
    expect(relativeGap(betaExpectation(a, b, (p) => p, level), a / (a + b))).toBeLessThan(1e-12);
    const product = ((a / (a + b)) * b) / (a + b + 1);
    expect(relativeGap(betaExpectation(a, b, (p, q) => p * q, level), product)).toBeLessThan(1e-11);
  });
});

describe("scaled exponential integral", () => {
  // mpmath, exp(z) expint(s, z) in 40 digits.
  it.each([
    [1, 1, 0.5963473623231941],
    [1, 1e-12, 27.05380545105507],
    [0.5, 1e-9, 56047.912220027865],
    [1e-6, 0.001, 999.9936621468098],
    [0.999999, 1e-5, 10.935889775952674],
    [2.5, 0.3, 0.49656232429041647],
    [30, 1e-4, 0.03448263546843641],
    [0.7, 50, 0.019729040746193898],
    [1e5, 3, 9.99980000100007e-6],
    [4, 1e6, 9.999960000199998e-7],
    [0.2, 1e-290, 1.1642297137252948e+232],
  ])("correctness: s = %d, z = %d", (s, z, truth) => {
    expect(relativeGap(scaledExponentialIntegral(s, z), truth)).toBeLessThan(1e-13);
  });

  it("correctness: without discounting a fall steeper than 1/v has a finite sum", () => {
    expect(scaledExponentialIntegral(3, 0)).toBe(0.5);
  });

  it("consistency: s E_(s+1) and z E_s sum to e^-z", () => {
    for (const [s, z] of [[0.3, 2], [1, 1e-3], [7.5, 40], [1e-6, 5]] as const) {
      expect(s * scaledExponentialIntegral(s + 1, z) + z * scaledExponentialIntegral(s, z)).toBeCloseTo(1, 13);
    }
  });
});
