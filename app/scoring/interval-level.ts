/** Of 100 customers like her, so many end up inside a customer's interval. */
export const NOMINAL_LEVEL = 0.8;
/** At most this share of all customers is to end up inside: more, and "80 of 100" is no longer what is drawn. */
const MOST_COVERED = 0.82;
/** No interval is narrower than this: it would no longer hold the median. */
const LOWEST_LEVEL = 0.5;

/**
 * The level at which to draw the customers' intervals. It is 0.8, unless too many customers are all but certain to buy
 * nothing: of one who does so with 95 %, [0, 0] is right 95 times in 100, and no range can be right less often. An
 * interval is therefore right with max(level, probability of nothing), and the level is the highest up to 0.8 with
 *
 *     mean over customers of max(level, P(no purchase)) <= 0.82
 *
 * the same for everyone whose future is open, and at least one half. In a shop that is all but gone more customers than
 * that fall inside, whatever the level. Coverage is that of the whole shop, as in Vovk, Gammerman & Shafer (2005,
 * "Algorithmic learning in a random world"), where it is called marginal.
 *
 * @param probabilityOfNone by customer
 */
export function intervalLevel(probabilityOfNone: Float64Array): number {
  const customers = probabilityOfNone.length;
  let level = NOMINAL_LEVEL;
  // Newton's method on a convex function of the level, from above: with each step more customers turn out certain.
  for (let certainBefore = -1; ; ) {
    let certain = 0;
    let excess = 0;
    for (let row = 0; row < customers; row++) {
      if (probabilityOfNone[row]! > level) {
        certain += 1;
        excess += probabilityOfNone[row]!;
      }
    }
    if (certain === certainBefore || certain === 0) return level;
    const next = certain < customers ? (MOST_COVERED * customers - excess) / (customers - certain) : LOWEST_LEVEL;
    level = Math.max(LOWEST_LEVEL, Math.min(level, next));
    certainBefore = certain;
  }
}
