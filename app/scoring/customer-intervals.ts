import type { GammaGammaParams } from "#app/clv/gamma-gamma.ts";
import type { PurchaseCounts } from "#app/clv/purchase-counts.ts";
import type { PurchaseScores } from "#app/clv/score-geometric-dropout.ts";
import { type ValueDistribution, valueMixture } from "#app/clv/value-mixture.ts";
import { groupEqualPairs } from "#app/math/group-equal-pairs.ts";
import { countMoments } from "./count-moments.ts";
import type { ModelTables } from "./model-tables.ts";
import { NOMINAL_LEVEL } from "./nominal-level.ts";

/** Nothing in the app holds more, and a distribution without a mean reaches any number. */
const MOST_MINOR = Number.MAX_SAFE_INTEGER;
/** The second moment of spend is infinite for a posterior shape of 2 or less: then that of this shape stands in. */
const SMALLEST_SHAPE = 2.5;

/** Less likely than this is impossible. */
const LEAST_LIKELY = 1e-40;
const TAIL = (1 - NOMINAL_LEVEL) / 2;

export type CustomerIntervals = {
  /** In minor units, by row of the tables; whole numbers. */
  lowerMinor: Float64Array;
  upperMinor: Float64Array;
  /** Of each customer's value by chance, were the parameters known exactly; in minor units squared. */
  varianceMinor: Float64Array;
  /** ln of the probability that she buys nothing at all. */
  logNothing: Float64Array;
};

/** What discounting leaves of a purchase of these customers, who differ in P(alive) only; 1 where nobody is alive. */
function discountOf({ expectedPurchases, discountedPurchases }: PurchaseScores, rows: Int32Array): number {
  const row = rows.find((it) => expectedPurchases[it]! > 0);
  return row === undefined ? 1 : discountedPurchases[row]! / expectedPurchases[row]!;
}

/** Where the distribution function of a value, in its own scale, reaches a level; linear between the nodes. */
function quantile({ nodes, distribution }: ValueDistribution, level: number): number {
  let low = 0;
  let high = distribution.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (distribution[middle]! < level) low = middle + 1;
    else high = middle;
  }
  const reached = distribution[low]!;
  const before = low > 0 ? distribution[low - 1]! : reached;
  const part = reached > before ? Math.min(1, (reached - level) / (reached - before)) : 0;
  return Math.exp(low > 0 ? nodes[low]! - part * (nodes[low]! - nodes[low - 1]!) : nodes[low]!);
}

/**
 * The 80 % interval of each customer's value over the horizon, and its variance.
 *
 * A customer buys nothing with probability 1 - P(alive) P(N >= 1); otherwise her value follows `valueMixture`. With that
 * atom at zero her interval is
 *
 *     [0, 0]                 where she buys nothing with at least 80 %: nothing can be narrower
 *     [0, 80 % quantile]     where she may or may not buy: her future is open
 *     [10, 90 % quantiles]   where she buys nothing with at most 10 %
 *
 * Whoever's future is open ends up inside with 80 %, the others with the probability of nothing, which is more: where
 * they are many, more than 80 of 100 customers of the whole shop end up in theirs, and no range could be right less often.
 *
 * An interval always holds the median of her value; the mean, which she exceeds rarely and by far, may lie above it. Both
 * ends rise with the horizon. Every purchase is taken to be discounted as her purchases are on average.
 *
 * Parameters are taken as known: with hundreds of customers their error is small beside one customer's chance.
 *
 * @param counts how many purchases the horizon brings those alive
 */
export function customerIntervals(
  counts: PurchaseCounts,
  { p, q, v }: GammaGammaParams,
  { purchases, spend }: ModelTables,
  scores: PurchaseScores,
): CustomerIntervals {
  const { probabilityAlive } = scores;
  const { rows, visit } = groupEqualPairs(purchases.frequency, purchases.age);
  const lowerMinor = new Float64Array(rows.length);
  const upperMinor = new Float64Array(rows.length);
  const varianceMinor = new Float64Array(rows.length);
  const logNothing = new Float64Array(rows.length);
  let mixtureOf = -1;
  let mixture = valueMixture(p, p + q);

  visit((frequency, age, from, to) => {
    const atLeast = counts.atLeast(frequency, age);
    if (atLeast.length < 2) return;
    const some = atLeast[1]!;
    const spent = spend.frequency[rows[from]!]!;
    const shape = p * spent + q;
    const discount = discountOf(scores, rows.subarray(from, to));
    const { mean, square } = countMoments(atLeast);
    const finite = Math.max(shape, SMALLEST_SHAPE);
    const meanUnits = (p * mean) / some / (finite - 1);
    const squareUnits = (p * (p * square + mean)) / some / ((finite - 1) * (finite - 2));
    let distribution: ValueDistribution | undefined;
    for (let i = from; i < to; i++) {
      const row = rows[i]!;
      const nothing = 1 - probabilityAlive[row]! * some;
      const scale = (v + spent * spend.monetaryValue[row]!) * discount;
      varianceMinor[row] = scale * scale * (1 - nothing) * (squareUnits - (1 - nothing) * meanUnits * meanUnits);
      logNothing[row] = Math.log(Math.max(LEAST_LIKELY, nothing));
      if (nothing >= NOMINAL_LEVEL) continue;
      if (frequency !== mixtureOf) {
        mixture = valueMixture(p, shape);
        mixtureOf = frequency;
      }
      distribution ??= mixture(atLeast);
      const isSure = nothing <= TAIL;
      const upper = ((isSure ? 1 - TAIL : NOMINAL_LEVEL) - nothing) / (1 - nothing);
      upperMinor[row] = Math.min(MOST_MINOR, Math.round(scale * quantile(distribution, upper)));
      if (isSure) {
        const lower = (TAIL - nothing) / (1 - nothing);
        lowerMinor[row] = Math.min(MOST_MINOR, Math.round(scale * quantile(distribution, lower)));
      }
    }
  });
  return { lowerMinor, upperMinor, varianceMinor, logNothing };
}
