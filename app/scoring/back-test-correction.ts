import type { Factors } from "./back-test.ts";
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
/** No correction more than doubles or halves. */
const MOST = Math.LN2;
const NONE = { level: 1, season: 1 };

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
 * contradict each other hardly. Without a window of a year ago the season is 1. The correction has to prove itself,
 * too: where those learnt in the same way for the windows known would have left the misses no smaller,
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

/** What a forecast of the window tested is multiplied by. */
export function factorOf({ level, season }: Factors): number {
  return level * season;
}
