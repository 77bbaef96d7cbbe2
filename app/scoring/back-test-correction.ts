import { checkAtLeastZero, checkCount } from "#app/clv/check-input.ts";
import { checkBetween } from "#app/math/check-shape.ts";
import type { Factors } from "./back-test.ts";
import { checkFactors } from "./check-model.ts";
import type { WindowColumns } from "./purchase-columns.ts";

/** By how much a forecast missed what a window brought, and how far that can be trusted. */
export type Miss = {
  /** ln(actual / predicted). */
  logRatio: number;
  /** Variance of logRatio by chance alone: who happened to buy, and what. */
  variance: number;
};

/** A miss speaks for the level less, the longer ago: by this for each window (exponential smoothing with 0.3). */
const KEPT_A_WINDOW = 0.7;
/** How far levels are usually off: models miss totals by 10 to 20 %. */
const USUAL_VARIANCE = 0.15 ** 2;
/** A correction that would have left this much of the misses known, or less, counts in full. */
const LEAST_LEFT = 0.5;
/** A miss that no correction takes away stands beside those known, so that few and small ones prove little. */
const UNTOUCHED = 0.05;
/** No correction more than doubles or halves. */
const MOST = Math.LN2;

/**
 * The misses of one window: in the number of purchases and in the value of one, for they have different causes and the
 * one may be steady where the other is not. Half a purchase of mean value is added on both sides, so that a window in
 * which nothing happened still has a logarithm. With n_i purchases of v_i in all for customer i, and m the mean value
 * of a purchase, the variances are those of a sum and of a ratio of sums over independent customers,
 *
 *     sum n_i^2 / (sum n_i)^2   and   sum (v_i - m n_i)^2 / (sum v_i)^2
 */
export function missesOf(actual: WindowColumns, expected: WindowColumns): { orders: Miss; orderValue: Miss } {
  const [came, forecast] = [totalsOf(actual), totalsOf(expected)];
  const expectedMean = forecast.orders > 0 ? forecast.valueMinor / forecast.orders : 1;
  const mean = came.orders > 0 ? came.valueMinor / came.orders : expectedMean;
  let ordersSquared = 1 / 2;
  let valueSquared = mean ** 2 / 2;
  for (let row = 0; row < actual.orders.length; row += 1) {
    ordersSquared += actual.orders[row]! ** 2;
    valueSquared += (actual.valueMinor[row]! - mean * actual.orders[row]!) ** 2;
  }
  const orders = came.orders + 1 / 2;
  const expectedOrders = forecast.orders + 1 / 2;
  return {
    orders: { logRatio: Math.log(orders / expectedOrders), variance: ordersSquared / orders ** 2 },
    orderValue: {
      logRatio: Math.log((mean * expectedOrders) / (forecast.valueMinor + mean / 2)),
      variance: valueSquared / (mean * orders) ** 2,
    },
  };
}

function totalsOf({ orders, valueMinor }: WindowColumns): { orders: number; valueMinor: number } {
  const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
  return { orders: sum(orders), valueMinor: sum(valueMinor) };
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
 * contradict each other hardly. Each has to prove itself on windows known, for which it is learnt in the same way from
 * those before them, and counts, in the exponent, for
 *
 *     trust = 2 (1 - left),  0 to 1,   left = (.05 + sum (|left_i| + sd_i)) / (.05 + sum (|l_i| + sd_i)),  sd_i^2 = variance_i
 *
 * so that it fades in with its evidence, and the later, the more of a miss is chance: with a switch in its place one
 * customer more could move a whole shop. Without a window to try it on, which are two for the level and one after a full year for the season, it is 1. Drawn at random,
 * misses without any level are made 2 to 4 % larger after two to five windows (9 to 10 % without that proof), misses of
 * one level with a third of its size as scatter 45 to 61 % smaller.
 *
 * What is left of the misses, less what is chance, says how far the next one may be off, with one usual miss beside them:
 *
 *     deviation^2 = (u + sum max(0, left_i^2 - variance_i)) / (1 + the number of terms)
 *
 * @param misses       the earliest first, one a window without a gap
 * @param windowsAYear so many windows make a year
 * @throws for a number that is none, naming it and what is allowed
 */
export function learnFactors(misses: readonly Miss[], windowsAYear: number): Factors {
  checkCount("windowsAYear", windowsAYear, undefined, 1);
  misses.forEach(({ logRatio, variance }, index) => {
    checkBetween(`logRatio of miss ${index}`, logRatio, -Number.MAX_VALUE, Number.MAX_VALUE);
    checkAtLeastZero(`variance of miss ${index}`, variance);
  });
  const trials = misses.slice(1).map(({ logRatio, variance }, index) => {
    const known = misses.slice(0, index + 1);
    return { logRatio, variance, level: logLevel(known), season: logSeason(known, windowsAYear) };
  });
  const levelTrust = trustIn(trials.map(({ logRatio, variance, level }) => ({ before: logRatio, after: logRatio - level, variance })));
  const levelled = trials.map(({ logRatio, level, season, variance }) => ({ before: logRatio - levelTrust * level, season, variance }));
  // Before a year is over no season is known.
  const seasonTrust = trustIn(levelled.slice(windowsAYear - 1).map(({ before, season, variance }) => ({ before, after: before - season, variance })));
  const squares = levelled.map(({ before, season, variance }) => Math.max(0, (before - seasonTrust * season) ** 2 - variance));
  return {
    level: Math.exp(levelTrust * logLevel(misses)),
    season: Math.exp(seasonTrust * logSeason(misses, windowsAYear)),
    deviation: Math.sqrt(squares.reduce((sum, square) => sum + square, USUAL_VARIANCE) / (1 + squares.length)),
  };
}

/** From 0, where it would have taken away nothing or there is no trial, to 1. */
function trustIn(trials: readonly { before: number; after: number; variance: number }[]): number {
  const sumOf = (side: "before" | "after") => trials.reduce((sum, trial) => sum + Math.abs(trial[side]) + Math.sqrt(trial.variance), UNTOUCHED);
  const left = sumOf("after") / sumOf("before");
  return Math.min(1, Math.max(0, (1 - left) / (1 - LEAST_LEFT)));
}

function weigh(misses: readonly Miss[]): { weights: number[]; total: number; weighted: number } {
  const weights = misses.map(({ variance }, index) => (KEPT_A_WINDOW ** (misses.length - 1 - index) * USUAL_VARIANCE) / (USUAL_VARIANCE + variance));
  return {
    weights,
    total: weights.reduce((sum, weight) => sum + weight, 0),
    weighted: misses.reduce((sum, { logRatio }, index) => sum + weights[index]! * logRatio, 0),
  };
}

function logLevel(misses: readonly Miss[]): number {
  if (misses.length === 0) return 0;
  const { weights, total, weighted } = weigh(misses);
  const scatter = misses.reduce((sum, { logRatio }, index) => sum + weights[index]! * (logRatio - weighted / total) ** 2, 0);
  return bounded(weighted / ((1 + scatter / USUAL_VARIANCE) / misses.length + total));
}

function logSeason(misses: readonly Miss[], windowsAYear: number): number {
  const { total, weighted } = weigh(misses);
  let years = 0;
  let sum = 0;
  for (let index = misses.length - windowsAYear; index >= 0; index -= windowsAYear) {
    years += 1;
    sum += misses[index]!.logRatio - weighted / total;
  }
  return bounded(sum / (1 + years));
}

function bounded(logarithm: number): number {
  return Math.min(MOST, Math.max(-MOST, logarithm));
}

/** What a forecast of the window tested is multiplied by. */
export function factorOf(factors: Factors): number {
  checkFactors("factors", factors);
  return factors.level * factors.season;
}
