import type { Fitted } from "./fitted.ts";

/**
 * Up to so many merged rows, some 3,000 customers, every start is climbed from. Two hills were met in shops of hundreds
 * of customers, more of whom leave one hill; and so many rows are climbed in some milliseconds.
 */
const SMALL_TABLE_ROWS = 2_000;
/** By so much log-likelihood a later climb has to end higher: less is nothing beside the error of any estimate. */
const CLEARLY = 1e-4;

type Starts<Params> = {
  /** Where the caller wants the search to begin: then there is no other start but after a limit. */
  given: Params | undefined;
  usual: Params;
  /** The first of them is tried with a table of any size where the first climb ends at a limit. */
  others: readonly [Params, ...Params[]];
};

/**
 * The highest of several climbs. A likelihood with dropout can have two hills, such as "many leave early, who stays buys
 * often" and "nobody leaves, many buy seldom", and a climb ends on the hill where it begins.
 *
 * @param rows of the merged table
 */
export function highestClimb<Params>(rows: number, climb: (from: Params) => Fitted<Params>, { given, usual, others }: Starts<Params>): Fitted<Params> {
  let best = climb(given ?? usual);
  const again = given === undefined && rows <= SMALL_TABLE_ROWS ? others : best.boundary === null ? [] : others.slice(0, 1);
  for (const start of again) {
    const climbed = climb(start);
    if (climbed.logLikelihood > best.logLikelihood + CLEARLY) best = climbed;
  }
  return best;
}
