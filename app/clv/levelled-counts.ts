import { callback, checkObject } from "#app/math/check-shape.ts";
import { checkAtLeastZero } from "./check-input.ts";
import type { PurchaseCounts } from "./purchase-counts.ts";

/** Points and weights of the three-point Gauss-Hermite rule for a standard normal variable. */
const POINTS = [-Math.sqrt(3), 0, Math.sqrt(3)];
const WEIGHTS = [1 / 6, 2 / 3, 1 / 6];

/** How busy the shop is, measured in what the model expects of it. */
export type Level = {
  /** 1 where it is as busy as the model says. */
  factor: number;
  /** Standard deviation of its logarithm: how far off such a factor may be. */
  deviation: number;
};

/**
 * Counts in a shop that is busier or calmer than its model by an uncertain factor c: its h days bring what c h days bring
 * in the model. ln c is normal around the factor; three points carry its first five moments.
 *
 * @param countsWithin the model's counts within any horizon
 */
export function levelledCounts(
  countsWithin: (horizon: number) => PurchaseCounts,
  horizon: number,
  level: Level,
): PurchaseCounts {
  callback("countsWithin", countsWithin);
  checkAtLeastZero("horizon", horizon);
  checkObject("level", level, ["factor", "deviation"]);
  const { factor, deviation } = level;
  checkAtLeastZero("level factor", factor);
  checkAtLeastZero("level deviation", deviation);
  if (deviation === 0) {
    return countsWithin(horizon * factor);
  }
  const paces = POINTS.map((point) => countsWithin(horizon * factor * Math.exp(point * deviation)));
  return {
    atLeast: (frequency, age) => {
      const tails = paces.map((counts) => counts.atLeast(frequency, age));
      return Float64Array.from({ length: Math.max(...tails.map((tail) => tail.length)) }, (_, n) =>
        tails.reduce((sum, tail, i) => sum + WEIGHTS[i]! * (tail[n] ?? 0), 0),
      );
    },
  };
}
