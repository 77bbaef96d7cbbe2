import { describe, expect, it } from "vitest";
import * as gammaGamma from "#app/clv/gamma-gamma.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import { customerIntervals } from "#app/scoring/customer-intervals.ts";
import { INTERVAL_MODELS } from "#app/scoring/interval-models.ts";
import { parameterVariance } from "#app/scoring/parameter-variance.ts";
import { totalInterval } from "#app/scoring/total-interval.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulatePurchases } from "./simulate-purchases.ts";

const model = INTERVAL_MODELS["mbg-nbd"];
const OFTEN = { r: 0.8, alpha: 60, a: 0.7, b: 2.5 };
const much = { p: 6.2, q: 3.7, v: 1500 };

function forecastShop(seed: number, customers: number) {
  const { tables, broughtMinor } = simulatePurchases(seededDice(seed), {
    coinsAtStart: 1, often: OFTEN, much, customers, oldest: 300, horizonDays: 180,
  });
  const { params } = mbgNbd.fit(tables.purchases);
  const spend = gammaGamma.fit(tables.spend).params;
  const scores = model.score(params, tables.purchases, { horizonDays: 180, annualDiscountRate: 0 });
  const chance = customerIntervals(model.counts(params, 180), spend, tables, scores);
  const expectedMinor = gammaGamma.score(spend, tables.spend).reduce((sum, value, row) => sum + value * scores.expectedPurchases[row]!, 0);
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  const uncertainty = { processVariance: sum(chance.varianceMinor), logNothing: sum(chance.logNothing), leastOrder: 0, parameterVariance: parameterVariance(model, params, spend, tables, 180), levelDeviation: 0 };
  return { expectedMinor, uncertainty, brought: sum(broughtMinor), tables, params, spend };
}

describe("the interval of a shop's total", () => {
  it.each([{ customers: 150, shops: 200 }, { customers: 500, shops: 100 }])(
    "holds four of five totals of shops of $customers customers, models fitted",
    ({ customers, shops }) => {
      let inside = 0;
      for (let seed = 1; seed <= shops; seed++) {
        const { expectedMinor, uncertainty, brought } = forecastShop(seed, customers);
        const { lowerMinor, upperMinor } = totalInterval(expectedMinor, uncertainty);
        inside += brought >= lowerMinor && brought <= upperMinor ? 1 : 0;
      }
      // Of so many shops the share has a standard error of 0.03 to 0.04; of more of them it is 0.76.
      expect(inside / shops).toBeGreaterThan(0.69);
      expect(inside / shops).toBeLessThan(0.89);
    },
  );

  it("counts the parameters' error: with chance alone, too few totals fall inside", () => {
    const { expectedMinor, uncertainty } = forecastShop(1, 500);
    const whole = totalInterval(expectedMinor, uncertainty);
    const chance = totalInterval(expectedMinor, { ...uncertainty, parameterVariance: 0 });
    const level = totalInterval(expectedMinor, { ...uncertainty, levelDeviation: 0.15 });
    expect(chance.upperMinor - chance.lowerMinor).toBeLessThan(0.9 * (whole.upperMinor - whole.lowerMinor));
    expect(level.upperMinor - level.lowerMinor).toBeGreaterThan(whole.upperMinor - whole.lowerMinor);
  });

  it("gives a variance that falls as customers do rise, and hardly depends on the sampling", () => {
    const variance = (customers: number) => {
      const { params, spend, tables } = forecastShop(9, customers);
      return parameterVariance(model, params, spend, tables, 180);
    };
    expect(variance(24_000) / variance(6_000)).toBeGreaterThan(0.18);
    expect(variance(24_000) / variance(6_000)).toBeLessThan(0.34);
  });

  const none = { processVariance: 0, logNothing: -1e9, leastOrder: 0, parameterVariance: 0, levelDeviation: 0 };

  it("is a point without uncertainty, and nothing where nothing is expected or likely", () => {
    expect(totalInterval(1234, none)).toEqual({ lowerMinor: 1234, upperMinor: 1234 });
    expect(totalInterval(0, { ...none, logNothing: 0 })).toEqual({ lowerMinor: 0, upperMinor: 0 });
    expect(totalInterval(50, { ...none, processVariance: 1e6, logNothing: Math.log(0.9) })).toEqual({ lowerMinor: 0, upperMinor: 0 });
  });

  it.each<[string, number, Partial<typeof none>]>([
    ["expectedMinor is NaN; allowed: a number from 0 to", NaN, {}],
    ["expectedMinor is -1; allowed: a number from 0 to", -1, {}],
    ["processVariance is -4; allowed: a number from 0 to", 100, { processVariance: -4 }],
    ["leastOrder is -1; allowed: a number from 0 to", 100, { leastOrder: -1 }],
    ["parameterVariance is Infinity; allowed: a number from 0 to", 100, { parameterVariance: Infinity }],
    ["levelDeviation is NaN; allowed: a number from 0 to", 0, { levelDeviation: NaN }],
    ["logNothing is 0.1; allowed: a number up to 0, or -Infinity", 100, { logNothing: 0.1 }],
    ["logNothing is NaN; allowed: a number up to 0", 100, { logNothing: NaN }],
  ])("is refused where %s", (message, expectedMinor, wrong) => {
    expect(() => totalInterval(expectedMinor, { ...none, ...wrong })).toThrow(message);
  });

  it("begins at zero where a shop of few may sell nothing", () => {
    const { lowerMinor, upperMinor } = totalInterval(500, { ...none, processVariance: 9e5, logNothing: Math.log(0.4) });
    expect([lowerMinor, upperMinor > 500]).toEqual([0, true]);
  });

  it("is nothing or at least an order, and holds what is expected", () => {
    const few = { ...none, processVariance: 9e5, leastOrder: 800 };
    for (const nothing of [0.05, 0.2, 0.5, 0.7, 0.79]) {
      const { lowerMinor, upperMinor } = totalInterval(1000 * (1 - nothing), { ...few, logNothing: Math.log(nothing) });
      expect(lowerMinor === 0 ? nothing > 0.1 : lowerMinor >= 800).toBe(true);
      expect(upperMinor).toBeGreaterThanOrEqual(800);
    }
    // Almost all of it one fortune that hardly ever comes.
    expect(totalInterval(1000, { ...none, processVariance: 1e9, logNothing: Math.log(0.7) })).toEqual({ lowerMinor: 0, upperMinor: 1000 });
  });

  it("is 10 % and 90 % of a near-normal total", () => {
    const { lowerMinor, upperMinor } = totalInterval(1e6, { ...none, processVariance: 1e8 });
    expect(Math.abs(lowerMinor - (1e6 - 12_816))).toBeLessThan(200);
    expect(Math.abs(upperMinor - (1e6 + 12_816))).toBeLessThan(200);
  });
});
