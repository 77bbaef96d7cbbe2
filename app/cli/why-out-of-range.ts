import type { ExportedOrder } from "#app/csv/exported-order.ts";
import { dayName } from "#app/time/day-name.ts";
import { type Ledger, orderDay } from "./build-ledger.ts";

/** Nothing that is worked out month by month is asked of more. */
const LONGEST_HISTORY_DAYS = 36_500;

/** Why orders cannot be looked at as of a day; null where they can. @param asOfGiven null: the day of the last of them */
export function whyNoHistory(file: string, orders: readonly ExportedOrder[], asOfGiven: number | null): string | null {
  const first = orders.reduce((a, b) => (orderDay(b) < orderDay(a) ? b : a));
  const last = orders.reduce((a, b) => (orderDay(b) > orderDay(a) ? b : a));
  const [firstDay, asOfDay] = [orderDay(first), asOfGiven ?? orderDay(last)];
  const latest = firstDay + LONGEST_HISTORY_DAYS;
  if (asOfDay >= firstDay && asOfDay <= latest) return null;
  const range = `from ${dayName(firstDay)}, the first order of "${file}" (${placeOf(first)}), to ${dayName(latest)}, ${LONGEST_HISTORY_DAYS} days later`;
  return asOfGiven !== null
    ? `--as-of is ${dayName(asOfDay)}; it must be ${range}`
    : `the last order of "${file}" (${placeOf(last)}) is of ${dayName(asOfDay)}; without --as-of it must be ${range}`;
}

function placeOf({ name, rowNumber }: ExportedOrder): string {
  return `${name} in line ${rowNumber}`;
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
