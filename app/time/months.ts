import { MONTHS_A_YEAR } from "./days-a-year.ts";
import { dayName } from "./day-name.ts";

const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Whether it names a calendar month as 2026-11 does. */
export function isMonth(text: string): boolean {
  return typeof text === "string" && MONTH.test(text);
}

/** @throws RangeError for what names no calendar month */
function checkMonth(place: string, month: string): void {
  if (!isMonth(month)) throw new RangeError(`${place} is ${JSON.stringify(month)}; allowed: a month such as 2026-11`);
}

/** The calendar month of a day number, as 2026-11. Such names sort as the months do. */
export function monthOfDay(day: number): string {
  return dayName(day).slice(0, 7);
}

/** The month so many months later; earlier where that is below 0. */
export function addMonths(month: string, by: number): string {
  checkMonth("month", month);
  if (!Number.isInteger(by)) throw new RangeError(`by is ${String(by)}; allowed: a whole number of months`);
  const [year, ofYear] = month.split("-").map(Number) as [number, number];
  const months = year * MONTHS_A_YEAR + ofYear - 1 + by;
  return `${String(Math.floor(months / MONTHS_A_YEAR)).padStart(4, "0")}-${String((months % MONTHS_A_YEAR) + 1).padStart(2, "0")}`;
}

/** From the one to the other, both included; none where the first is the later one. */
export function monthsBetween(from: string, to: string): string[] {
  checkMonth("from", from);
  checkMonth("to", to);
  const months: string[] = [];
  for (let month = from; month <= to; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** As PostgreSQL's `date` travels: the month's first day. */
export function monthToDate(month: string): Date {
  checkMonth("month", month);
  return new Date(`${month}-01`);
}
