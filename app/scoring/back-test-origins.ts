const DAYS_A_YEAR = 365;
/** A window shorter than four weeks says little of a shop. */
const SHORTEST_HORIZON_DAYS = 28;
/** Windows that must fit into the days of a shop: two to fit on, one to learn from, three to judge by. */
const WINDOWS = 6;
const WINDOWS_TO_FIT_ON = 2;
const JUDGED = 3;
/**
 * A miss so many windows back counts for 0.7^9 = 4 % of the last one's (back-test-correction.ts), and each window more
 * costs three fits. Only a shop of more than 14 years has more of them.
 */
const MOST_TO_LEARN_FROM = 9;

/** Days a shop must have been selling for a back-test. */
export const FEWEST_DAYS = WINDOWS * SHORTEST_HORIZON_DAYS;

export type Origins = {
  horizonDays: number;
  /** Windows in a year: so many windows earlier it was the same season. */
  windowsAYear: number;
  /** Last days of calibration, ascending; each window begins where the one before it ends. */
  days: number[];
  /** How many of the last of them are judged; those before are there to learn from. */
  judged: number;
};

/**
 * Where to cut a shop's calendar. The horizon is the longest whole fraction of a year that fits six times into the
 * days from the first purchase to the observation end. Going back from the end, a window after the other, origins lie
 * where at least two windows are left to fit on, twelve of them at most. The last three are judged. Windows do not overlap: at an origin the
 * outcome of every earlier one is known, and nothing else.
 *
 * @returns null where the days are fewer than FEWEST_DAYS
 */
export function planOrigins(firstDay: number, observationEnd: number): Origins | null {
  const days = observationEnd - firstDay + 1;
  const longest = days / WINDOWS;
  if (longest < SHORTEST_HORIZON_DAYS) return null;
  let windowsAYear = 1;
  while (Math.floor(DAYS_A_YEAR / windowsAYear) > longest) windowsAYear += 1;
  const horizonDays = Math.floor(DAYS_A_YEAR / windowsAYear);
  const windows = Math.min(Math.floor(days / horizonDays) - WINDOWS_TO_FIT_ON, MOST_TO_LEARN_FROM + JUDGED);
  return {
    horizonDays,
    windowsAYear,
    days: Array.from({ length: windows }, (_, index) => observationEnd - (windows - index) * horizonDays),
    judged: JUDGED,
  };
}
