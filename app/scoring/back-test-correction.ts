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
const NONE: Factors = { level: 1, season: 1 };

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
 * @param misses       the earliest first, one a window without a gap
 * @param windowsAYear so many windows make a year
 */
export function learnFactors(misses: readonly Miss[], windowsAYear: number): Factors {
  let before = 0;
  let after = 0;
  for (let index = 1; index < misses.length; index += 1) {
    const { level, season } = shrunkFactors(misses.slice(0, index), windowsAYear);
    const { logRatio } = misses[index]!;
    before += Math.abs(logRatio);
    after += Math.abs(logRatio - Math.log(level * season));
  }
  return misses.length > 1 && after >= before ? NONE : shrunkFactors(misses, windowsAYear);
}

function shrunkFactors(misses: readonly Miss[], windowsAYear: number): Factors {
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
