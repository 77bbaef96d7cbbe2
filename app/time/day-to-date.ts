import { checkDay } from "./check-day.ts";
import { MILLISECONDS_PER_DAY } from "./milliseconds-per-day.ts";

/** A day number (days since 1970-01-01) as PostgreSQL's `date` travels: midnight UTC. */
export function dayToDate(day: number): Date {
  checkDay("day", day);
  return new Date(day * MILLISECONDS_PER_DAY);
}
