import { rankDistinct } from "#app/math/rank-distinct.ts";
import { checkParams, checkTable, type PurchaseTable } from "./check-input.ts";
import { discountSteps, type Horizon } from "./discounted-purchases.ts";
import { expectedByAge } from "./expected-by-age.ts";
import { expectedWhileAlive } from "./expected-while-alive.ts";
import type { CoinsAtStart, GeometricDropoutParams } from "./geometric-dropout.ts";

export type PurchaseScores = {
  probabilityAlive: Float64Array;
  /** Expected purchases within the horizon. */
  expectedPurchases: Float64Array;
  /** The same, each discounted to today. */
  discountedPurchases: Float64Array;
};

/**
 * Scores every customer of a shop; times in days. The costly factor, what a customer who is alive still buys, depends
 * on frequency and age only (expected-by-age.ts). What is left for a row is one exponential.
 */
export function scoreGeometricDropout(
  start: CoinsAtStart,
  params: GeometricDropoutParams,
  table: PurchaseTable,
  horizon: Horizon,
): PurchaseScores {
  checkParams(params, ["r", "alpha", "a", "b"]);
  const { r, alpha, a, b } = params;
  checkTable(table);
  const rows = table.frequency.length;
  const steps = discountSteps(horizon);
  const { distinct: frequencies, ranks: [frequencyAt] } = rankDistinct([table.frequency]);
  const { distinct: times, ranks: [recencyAt, ageAt] } = rankDistinct([table.recency, table.age]);
  const logTimes = times.map((time) => Math.log1p(time / alpha));
  const logOdds = frequencies.map((x) => Math.log(a / (b + (x + start - 1))));
  const customers = new Int32Array(frequencies.length);
  frequencyAt!.forEach((at) => (customers[at]! += 1));
  const ages = {
    youngest: table.age.reduce((least, age) => Math.min(least, age), Infinity),
    oldest: table.age.reduce((most, age) => Math.max(most, age), 0),
  };
  /** By frequency: the purchases of a customer who is alive, by age. */
  const expected = Array.from(frequencies, (x, at) =>
    expectedByAge(expectedWhileAlive(a, b + x + start, r + x), alpha, steps, ages, customers[at]!),
  );

  const scores: PurchaseScores = {
    probabilityAlive: new Float64Array(rows),
    expectedPurchases: new Float64Array(rows),
    discountedPurchases: new Float64Array(rows),
  };
  for (let row = 0; row < rows; row++) {
    const x = frequencyAt![row]!;
    const age = ageAt![row]!;
    const silence = logTimes[age]! - logTimes[recencyAt![row]!]!;
    const coins = frequencies[x]! + start;
    const alive = coins === 0 ? 1 : 1 / (1 + Math.exp(logOdds[x]! + (r + frequencies[x]!) * silence));
    const { plain, discounted } = expected[x]!(times[age]!);
    scores.probabilityAlive[row] = alive;
    scores.expectedPurchases[row] = alive * plain;
    scores.discountedPurchases[row] = alive * discounted;
  }
  return scores;
}
