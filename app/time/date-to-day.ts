import { MILLISECONDS_PER_DAY } from "./milliseconds-per-day.ts";

/**
 * The day number of a calendar day given as midnight UTC.
 *
 * @throws RangeError for any other instant: which day it falls on depends on a time zone (see localDay)
 */
export function dateToDay(date: Date): number {
  if (!(date instanceof Date)) throw new TypeError(`date is ${String(date)}; allowed: a Date at midnight UTC`);
  const day = date.getTime() / MILLISECONDS_PER_DAY;
  if (!Number.isInteger(day)) {
    const text = Number.isNaN(day) ? "an invalid date" : date.toISOString();
    throw new RangeError(`${text} is not midnight UTC and so names no calendar day`);
  }
  return day;
}
