import { dayToDate } from "./day-to-date.ts";

/** A day number as 2011-12-09. */
export function dayName(day: number): string {
  return dayToDate(day).toISOString().slice(0, 10);
}
