import type { Factors } from "./back-test.ts";

/** By how much a forecast missed the total of a window, and how far that can be trusted. */
export type Miss = {
  /** ln(actual / predicted). */
  logRatio: number;
  /** Variance of logRatio by chance alone: which customers happened to buy. */
  variance: number;
};

/** A miss speaks for the level less, the longer ago: by this for each window (exponential smoothing with 0.3). */
const KEPT_A_WINDOW = 0.7;
/** How far levels are usually off: models miss totals by 10 to 20 %. */
const USUAL_VARIANCE = 0.15 ** 2;
/** No correction more than doubles or halves. */
const MOST = Math.LN2;
const NONE = { level: 1, season: 1 };

/**
 * The miss of one window. Half a purchase of mean value is added on both sides, so that a window in which nothing
 * happened still has a logarithm. The variance is that of a sum over independent customers, sum of squares / total^2.
 *
 * @param actual what came of each customer, in any unit
 * @param unit   of one purchase in that unit, > 0
 */
export function missOf(actual: Float64Array, predicted: Float64Array, unit: number): Miss {
  let total = unit / 2;
  let expected = unit / 2;
  let squares = unit ** 2 / 2;
  for (let row = 0; row < actual.length; row += 1) {
    total += actual[row]!;
    expected += predicted[row]!;
    squares += actual[row]! ** 2;
  }
  return { logRatio: Math.log(total / expected), variance: squares / total ** 2 };
}

/**
 * What to multiply the next window's forecast by. With the miss l_i of the window that ended i windows before it begins
 * (i = 0 is the last one, n of them), its weight w_i and the miss l_y of the same season y years ago:
 *
 *     w_i    = 0.7^i u / (u + variance_i),  u = 0.15^2
 *     mean   = sum w_i l_i / sum w_i
 *     level  = exp( sum w_i l_i / (k + sum w_i) ),  k = (1 + sum w_i (l_i - mean)^2 / u) / n
 *     season = exp( sum over y of (l_y - mean) / (1 + years) )
 *
 * That is a normal level of variance u around none, seen through windows whose own variance is estimated by their
 * scatter, with one window's worth of u: one window is believed by half, many that agree almost wholly, many that
 * contradict each other hardly. Without a window of a year ago the season is 1. The correction has to prove itself,
 * too: where those learnt in the same way for the windows known would have left their totals no better,
 * sum |l_i - ln factor_i| >= sum |l_i|, there is none.
 *
 * What is left of the misses, less what is chance, says how far the next one may be off, with one usual miss beside them:
 *
 *     deviation^2 = (u + sum max(0, (l_i - ln factor_i)^2 - variance_i)) / (1 + the number of terms)
 *
 * @param misses       the earliest first, one a window without a gap
 * @param windowsAYear so many windows make a year
 */
export function learnFactors(misses: readonly Miss[], windowsAYear: number): Factors {
  const rests = misses.slice(1).map(({ logRatio, variance }, index) => {
    const { level, season } = shrunkFactors(misses.slice(0, index + 1), windowsAYear);
    return { before: logRatio, after: logRatio - Math.log(level * season), variance };
  });
  const sumOf = (side: "before" | "after") => rests.reduce((sum, rest) => sum + Math.abs(rest[side]), 0);
  const isProven = rests.length === 0 || sumOf("after") < sumOf("before");
  const squares = rests.reduce((sum, { before, after, variance }) => sum + Math.max(0, (isProven ? after : before) ** 2 - variance), 0);
  return {
    ...(isProven ? shrunkFactors(misses, windowsAYear) : NONE),
    deviation: Math.sqrt((USUAL_VARIANCE + squares) / (1 + rests.length)),
  };
}

function shrunkFactors(misses: readonly Miss[], windowsAYear: number): typeof NONE {
  if (misses.length === 0) return NONE;
  const weightAt = (index: number) =>
    (KEPT_A_WINDOW ** (misses.length - 1 - index) * USUAL_VARIANCE) / (USUAL_VARIANCE + misses[index]!.variance);
  let weights = 0;
  let weighted = 0;
  for (const [index, { logRatio }] of misses.entries()) {
    weights += weightAt(index);
    weighted += weightAt(index) * logRatio;
  }
  const mean = weighted / weights;
  const scatter = misses.reduce((sum, { logRatio }, index) => sum + weightAt(index) * (logRatio - mean) ** 2, 0);
  const doubt = (1 + scatter / USUAL_VARIANCE) / misses.length;
  let years = 0;
  let seasonal = 0;
  for (let index = misses.length - windowsAYear; index >= 0; index -= windowsAYear) {
    years += 1;
    seasonal += misses[index]!.logRatio - mean;
  }
  return { level: factor(weighted / (doubt + weights)), season: factor(seasonal / (1 + years)) };
}

function factor(logarithm: number): number {
  return Math.exp(Math.min(MOST, Math.max(-MOST, logarithm)));
}
