import { checkRatio, type Ratio, standardErrorsAbove } from "./ratio.ts";

/** Fewer customers than this in either period say nothing about a change. */
export const FEWEST_TO_COMPARE = 100;

/** Standard errors: chance alone is as far off once in a hundred comparisons. */
const BEYOND_CHANCE = 2.58;

/** Whether a number is above or below an earlier one by more than chance; "few": nobody can say. */
export type Change = "up" | "down" | "none" | "few";

export function judgeChange(later: Ratio, earlier: Ratio): Change {
  checkRatio("later", later);
  checkRatio("earlier", earlier);
  if (Math.min(later.n, earlier.n) < FEWEST_TO_COMPARE) return "few";
  const errors = standardErrorsAbove(later, earlier);
  if (errors === null) return "few";
  if (Math.abs(errors) < BEYOND_CHANCE) return "none";
  return errors > 0 ? "up" : "down";
}
