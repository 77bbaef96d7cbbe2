import { dayName } from "#app/time/day-name.ts";
import type { Ledger } from "./build-ledger.ts";

/** Nothing that is worked out month by month is asked of more. */
const LONGEST_HISTORY_DAYS = 36_500;

/** Why orders cannot be looked at as of a day; null where they can. */
export function whyNoHistory(file: string, firstDay: number, asOfDay: number, isGiven: boolean): string | null {
  const latest = firstDay + LONGEST_HISTORY_DAYS;
  if (asOfDay >= firstDay && asOfDay <= latest) return null;
  const range = `from ${dayName(firstDay)}, the first order of "${file}", to ${dayName(latest)}, ${LONGEST_HISTORY_DAYS} days later`;
  return isGiven
    ? `--as-of is ${dayName(asOfDay)}; it must be ${range}`
    : `the last order of "${file}" is of ${dayName(asOfDay)}; without --as-of it must be ${range}`;
}

/** Why the orders cannot be added up; null where they can. */
export function whyNoSum(file: string, currency: string, { counted, guests, leftOut, afterAsOf }: Ledger): string | null {
  const minor = [counted, guests, afterAsOf, ...leftOut.values()].reduce((sum, tally) => sum + Math.abs(tally.minor), 0);
  return whyNotExact(`the net value of the orders of "${file}"`, minor, currency);
}

/** Why a sum is not to be told in minor units; null where it is. */
export function whyNotExact(what: string, minor: number, currency: string): string | null {
  if (Math.abs(minor) <= Number.MAX_SAFE_INTEGER) return null;
  return `${what} comes to ${minor} minor units of ${currency}; it must be within ${Number.MAX_SAFE_INTEGER}, up to which sums are exact`;
}
