import { rankDistinct } from "#app/math/rank-distinct.ts";
import { checkParams, checkTable, type PurchaseTable } from "./check-input.ts";
import { discountSteps, type Horizon } from "./discounted-purchases.ts";
import { expectedWhileAlive } from "./expected-while-alive.ts";
import type { CoinsAtStart, GeometricDropoutParams } from "./geometric-dropout.ts";

export type PurchaseScores = {
  probabilityAlive: Float64Array;
  /** Expected purchases within the horizon. */
  expectedPurchases: Float64Array;
  /** The same, each discounted to today. */
  discountedPurchases: Float64Array;
};

/** Largest number of (frequency, age) pairs for which a plain array is kept rather than a hash map. */
const DENSE_LIMIT = 1 << 21;

/**
 * Scores every customer of a shop; times in days. The costly factor, what a customer who is alive still buys, depends
 * on frequency and age only: it is computed once for each pair that occurs. What is left for a row is one exponential.
 */
export function scoreGeometricDropout(
  start: CoinsAtStart,
  params: GeometricDropoutParams,
  table: PurchaseTable,
  horizon: Horizon,
): PurchaseScores {
  checkParams(params);
  checkTable(table);
  const { r, alpha, a, b } = params;
  const rows = table.frequency.length;
  const steps = discountSteps(horizon);
  const { distinct: frequencies, ranks: [frequencyAt] } = rankDistinct([table.frequency]);
  const { distinct: times, ranks: [recencyAt, ageAt] } = rankDistinct([table.recency, table.age]);
  const logTimes = times.map((time) => Math.log1p(time / alpha));
  const logOdds = frequencies.map((x) => Math.log(a / (b + (x + start - 1))));
  const curves = Array.from(frequencies, (x) => expectedWhileAlive(a, b + x + start, r + x));

  const pairs = frequencies.length * times.length;
  const slotOf = pairs <= DENSE_LIMIT ? new Int32Array(pairs).fill(-1) : new Map<number, number>();
  const plain: number[] = [];
  const discounted: number[] = [];
  const addPair = (frequency: number, age: number) => {
    const curve = curves[frequency]!;
    let before = 0;
    let sum = 0;
    for (const { untilDays, factor } of steps) {
      const until = curve(untilDays / (alpha + age));
      sum += factor * (until - before);
      before = until;
    }
    plain.push(before);
    discounted.push(sum);
    return plain.length - 1;
  };
  const requireSlot = (frequency: number, age: number) => {
    const pair = age * frequencies.length + frequency;
    const known = slotOf instanceof Map ? (slotOf.get(pair) ?? -1) : slotOf[pair]!;
    if (known >= 0) {
      return known;
    }
    const slot = addPair(frequency, times[age]!);
    if (slotOf instanceof Map) {
      slotOf.set(pair, slot);
    } else {
      slotOf[pair] = slot;
    }
    return slot;
  };

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
    const slot = requireSlot(x, age);
    scores.probabilityAlive[row] = alive;
    scores.expectedPurchases[row] = alive * plain[slot]!;
    scores.discountedPurchases[row] = alive * discounted[slot]!;
  }
  return scores;
}
