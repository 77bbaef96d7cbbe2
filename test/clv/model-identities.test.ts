import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as bgNbd from "#app/clv/bg-nbd.ts";
import { discountedPurchases } from "#app/clv/discounted-purchases.ts";
import * as gammaGamma from "#app/clv/gamma-gamma.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import * as paretoNbd from "#app/clv/pareto-nbd.ts";
import type { PurchaseModel } from "./purchase-model.ts";
import { drawBeta, drawExponential, drawGamma, seededDice } from "./simulate-shop.ts";

const positive = (least: number, most: number) =>
  fc.double({ min: Math.log(least), max: Math.log(most), noNaN: true }).map(Math.exp);
const anyRate = { r: positive(0.01, 100), alpha: positive(0.01, 1e4) };
const anyParams = fc.record({ ...anyRate, a: positive(1e-3, 1e3), b: positive(1e-3, 1e3) });
const anyParetoParams = fc.record({ ...anyRate, s: positive(0.01, 100), beta: positive(0.01, 1e4) });
const anyHistory = fc
  .tuple(fc.nat(400), fc.double({ min: 0.001, max: 1, noNaN: true }), positive(0.1, 5000))
  .map(([frequency, share, age]) => ({ frequency, recency: frequency === 0 ? 0 : share * age, age }));

/** @param inUnit the parameters when time is measured in another unit */
function holdIdentities<P extends { r: number; alpha: number }>(
  model: PurchaseModel<P>,
  anyParams: fc.Arbitrary<P>,
  inUnit: (params: P, unit: number) => P,
): void {
  it("probabilities lie in [0, 1]; expectations start at 0, grow with the horizon and stay finite", () => {
    fc.assert(
      fc.property(anyParams, anyHistory, positive(0.01, 1e5), (params, history, horizon) => {
        const alive = model.probabilityAlive(params, history);
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
        expect(model.expectedPurchases(params, history, 0)).toBe(0);
        const near = model.expectedPurchases(params, history, horizon);
        const far = model.expectedPurchases(params, history, 2 * horizon);
        expect(near).toBeGreaterThanOrEqual(0);
        expect(far).toBeGreaterThanOrEqual(near);
        expect(far).toBeLessThan(Infinity);
        // Nobody buys more than she would if she never dropped out.
        const rate = (params.r + history.frequency) / (params.alpha + history.age);
        expect(near).toBeLessThanOrEqual(rate * horizon * alive * (1 + 1e-12));
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it("does not depend on the time unit", () => {
    fc.assert(
      fc.property(anyParams, anyHistory, positive(0.001, 1000), (params, { frequency, recency, age }, unit) => {
        const scaled = inUnit(params, unit);
        const history = { frequency, recency, age };
        const scaledHistory = { frequency, recency: recency * unit, age: age * unit };
        const alive = model.probabilityAlive(params, history);
        expect(Math.abs(model.probabilityAlive(scaled, scaledHistory) - alive)).toBeLessThan(1e-12);
        const expected = model.expectedPurchases(params, history, 30);
        const scaledExpected = model.expectedPurchases(scaled, scaledHistory, 30 * unit);
        expect(Math.abs(scaledExpected - expected)).toBeLessThanOrEqual(1e-10 * expected);
        // A density of x purchase times is measured in 1 / unit^x.
        const likelihood = model.logLikelihood(params, history) - frequency * Math.log(unit);
        expect(model.logLikelihood(scaled, scaledHistory)).toBeCloseTo(likelihood, 8);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
}

describe.each([
  { name: "BG/NBD", model: bgNbd },
  { name: "MBG/NBD", model: mbgNbd },
])("$name: consistency", ({ model }) => {
  holdIdentities(model, anyParams, (params, unit) => ({ ...params, alpha: params.alpha * unit }));

  it("agrees with a simulated cohort of new customers", () => {
    const params = { r: 1.2, alpha: 20, a: 1.5, b: 4 };
    const dice = seededDice(7);
    const customers = 100_000;
    const horizon = 50;
    let total = 0;
    for (let i = 0; i < customers; i++) {
      const rate = drawGamma(dice, params.r) / params.alpha;
      const dropout = drawBeta(dice, params.a, params.b);
      let alive = model === bgNbd || dice() > dropout;
      let time = drawExponential(dice) / rate;
      while (alive && time <= horizon) {
        total += 1;
        alive = dice() > dropout;
        time += drawExponential(dice) / rate;
      }
    }
    // Four standard errors of the simulated mean, whose standard deviation is below 2.6 purchases.
    const error = (4 * 2.6) / Math.sqrt(customers);
    expect(Math.abs(total / customers - model.expectedPurchasesOfNewCustomer(params, horizon))).toBeLessThan(error);
  });
});

describe("Pareto/NBD: consistency", () => {
  const scaled = (params: paretoNbd.ParetoNbdParams, unit: number) => ({
    ...params,
    alpha: params.alpha * unit,
    beta: params.beta * unit,
  });
  holdIdentities(paretoNbd, anyParetoParams, scaled);

  it("agrees with a simulated cohort of new customers", () => {
    const params = { r: 1.2, alpha: 20, s: 1.5, beta: 40 };
    const dice = seededDice(7);
    const customers = 100_000;
    const horizon = 50;
    let total = 0;
    for (let i = 0; i < customers; i++) {
      const rate = drawGamma(dice, params.r) / params.alpha;
      const end = Math.min(horizon, (drawExponential(dice) * params.beta) / drawGamma(dice, params.s));
      for (let time = drawExponential(dice) / rate; time <= end; time += drawExponential(dice) / rate) {
        total += 1;
      }
    }
    // Four standard errors of the simulated mean, whose standard deviation is below 2.8 purchases.
    const error = (4 * 2.8) / Math.sqrt(customers);
    expect(Math.abs(total / customers - paretoNbd.expectedPurchasesOfNewCustomer(params, horizon))).toBeLessThan(error);
  });

  it("a far horizon, discounted at its middle month by month, comes to the endless one in continuous time", () => {
    const params = { r: 0.6, alpha: 60, s: 0.8, beta: 90 };
    const history = { frequency: 3, recency: 200, age: 260 };
    const expected = (days: number) => paretoNbd.expectedPurchases(params, history, days);
    const monthly = discountedPurchases(expected, { horizonDays: 365 * 80, annualDiscountRate: 0.2 });
    const endless = paretoNbd.discountedExpectedPurchases(params, history, Math.log1p(0.2) / 365);
    // Within a month the purchases lie a little before its middle.
    expect(Math.abs(monthly / endless - 1)).toBeLessThan(1e-3);
    expect(paretoNbd.discountedExpectedPurchases(params, history, 10)).toBeLessThan(0.01);
  });

  it("next to s = 1 and alpha = beta, where print divides by zero, nothing jumps", () => {
    const history = { frequency: 4, recency: 30, age: 50 };
    const at = (s: number, beta: number) => {
      const params = { r: 0.6, alpha: 20, s, beta };
      const endless = paretoNbd.discountedExpectedPurchases(params, history, 0.01);
      return paretoNbd.expectedPurchases(params, history, 52) * endless;
    };
    for (const nudge of [1e-6, 1e-9, 1e-12, 1e-15]) {
      expect(Math.abs(at(1 + nudge, 20) / at(1, 20) - 1)).toBeLessThan(20 * nudge + 1e-13);
      expect(Math.abs(at(1, 20 * (1 + nudge)) / at(1, 20) - 1)).toBeLessThan(20 * nudge + 1e-13);
    }
  });
});

type Counts<P> = Pick<PurchaseModel<P>, "expectedPurchasesOfNewCustomer"> & {
  purchaseCountProbability(params: P, t: number, n: number): number;
};

function holdCounts<P>(model: Counts<P>, params: P): void {
  it("sum to 1 and have the expected number of purchases as their mean", () => {
    let total = 0;
    let mean = 0;
    for (let n = 0; n < 2000; n++) {
      const probability = model.purchaseCountProbability(params, 100, n);
      total += probability;
      mean += n * probability;
    }
    expect(total).toBeCloseTo(1, 12);
    expect(mean).toBeCloseTo(model.expectedPurchasesOfNewCustomer(params, 100), 10);
  });

  it("are certain at time 0", () => {
    expect(model.purchaseCountProbability(params, 0, 0)).toBe(1);
    expect(model.purchaseCountProbability(params, 0, 3)).toBe(0);
  });
}

describe("BG/NBD purchase counts: consistency", () => holdCounts(bgNbd, { r: 0.7, alpha: 10, a: 0.8, b: 2.4 }));
describe("Pareto/NBD purchase counts: consistency", () =>
  holdCounts(paretoNbd, { r: 0.7, alpha: 10, s: 0.8, beta: 24 }));
// Everybody buys 20 times in 100 days: the integrand over the time of leaving has a peak as narrow as r is large.
describe("Pareto/NBD purchase counts of customers all alike: consistency", () =>
  holdCounts(paretoNbd, { r: 1e10, alpha: 5e10, s: 0.8, beta: 24 }));

describe("one-time buyers: correctness", () => {
  it("are alive for certain in BG/NBD and less and less likely so in MBG/NBD and Pareto/NBD", () => {
    const params = { r: 0.5, alpha: 6, a: 0.9, b: 1.6 };
    const once = (age: number) => ({ frequency: 0, recency: 0, age });
    expect(bgNbd.probabilityAlive(params, once(1000))).toBe(1);
    expect(mbgNbd.probabilityAlive(params, once(0))).toBeCloseTo(1.6 / 2.5, 14);
    expect(mbgNbd.probabilityAlive(params, once(1000))).toBeLessThan(mbgNbd.probabilityAlive(params, once(100)));
    const pareto = { r: 0.5, alpha: 6, s: 0.9, beta: 16 };
    expect(paretoNbd.probabilityAlive(pareto, once(0))).toBe(1);
    expect(paretoNbd.probabilityAlive(pareto, once(1000))).toBeLessThan(paretoNbd.probabilityAlive(pareto, once(100)));
  });
});

describe("Gamma-Gamma: consistency", () => {
  it("has a density that integrates to 1", () => {
    const params = { p: 2, q: 3, v: 15 };
    let total = 0;
    const step = 0.01;
    for (let log = -15; log < 15; log += step) {
      const monetaryValue = Math.exp(log);
      total += step * monetaryValue * Math.exp(gammaGamma.logLikelihood(params, { frequency: 3, monetaryValue }));
    }
    expect(total).toBeCloseTo(1, 10);
  });

  it("does not depend on the unit of money", () => {
    const cents = gammaGamma.expectedAverageValue({ p: 6, q: 4, v: 1600 }, { frequency: 2, monetaryValue: 3500 });
    expect(cents).toBeCloseTo(3440, 9);
  });

  it("stays positive and finite where the textbook mean is not: q <= 1", () => {
    for (const q of [0.2, 0.9999, 1]) {
      const value = gammaGamma.expectedAverageValue({ p: 0.001, q, v: 1500 }, { frequency: 0, monetaryValue: 0 });
      expect(value).toBeCloseTo(1.5 / (q + 1), 12);
    }
  });
});

describe("purchase counts of customers who all buy at one rate", () => {
  it.each([1e4, 1e6, 1e8, 1e12, 1e17, 1e28])("correctness: BG/NBD with r = %d is Poisson with leaving customers, and sums to 1", (r) => {
    const rate = 2;
    const [a, b] = [1, 3];
    const counts = Array.from({ length: 60 }, (_, n) => bgNbd.purchaseCountProbability({ r, alpha: r / rate, a, b }, 1, n));
    expect(Math.abs(counts.reduce((sum, count) => sum + count, 0) - 1)).toBeLessThan(1e-13);
    // One order, after which she stays with 3/4; or she would have come back, and left before.
    const poisson = rate * Math.exp(-rate);
    const once = (b / (a + b)) * poisson + (a / (a + b)) * -Math.expm1(-rate);
    expect(Math.abs(counts[1]! / once - 1)).toBeLessThan(1e-13 + 2 / r);
  });
});
