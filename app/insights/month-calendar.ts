import { checkDay } from "#app/time/check-day.ts";
import { dayToDate } from "#app/time/day-to-date.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { MONTHS_A_YEAR } from "#app/time/days-a-year.ts";
import type { Elapsed } from "./value-curve.ts";

/** Months of the calendar, numbered: year × 12 + month. */
export type MonthCalendar = {
  monthOf: (day: number) => number;
  /** First day of a numbered month. */
  startOf: (month: number) => number;
  /**
   * Whole months: one has passed when the day of the month comes round again, or on the 1st after a month that does not
   * have it. From 15 January to 14 February none, to 15 February one; from 31 January one on 1 March.
   */
  elapsed: Elapsed;
};

/** For the days from `from` to `to`, read from tables: a date would be worked out for each of millions of purchases. */
export function monthCalendar(from: number, to: number): MonthCalendar {
  checkDay("from", from);
  checkDay("to", to);
  const days = Math.max(0, to - from + 1);
  const months = new Int32Array(days);
  const daysOfMonth = new Int32Array(days);
  for (let index = 0; index < days; index += 1) {
    const date = dayToDate(from + index);
    months[index] = date.getUTCFullYear() * MONTHS_A_YEAR + date.getUTCMonth();
    daysOfMonth[index] = date.getUTCDate();
  }
  return {
    monthOf: (day) => months[day - from]!,
    startOf: (month) => dateToDay(new Date(Date.UTC(Math.floor(month / MONTHS_A_YEAR), month % MONTHS_A_YEAR))),
    elapsed: (first, day) => {
      const passed = months[day - from]! - months[first - from]!;
      return daysOfMonth[day - from]! < daysOfMonth[first - from]! ? passed - 1 : passed;
    },
  };
}
