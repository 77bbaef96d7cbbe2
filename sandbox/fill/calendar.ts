import { utcOffsetMinutes } from "./utc-offset.ts";

/** The days of a generated shop, in its own time zone. Day 0 is the first, the last is yesterday. */
export type Calendar = {
  days: number;
  /** Instant at which the clock of that day shows `minuteOfDay`, in milliseconds. */
  instantMs(day: number, minuteOfDay: number): number;
  /** How busy the day is against an average one. */
  season(day: number): number;
  busiest: number;
  isBlackFridayWeek(day: number): boolean;
};

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** January to December: a garden's spring, a quiet summer, and the weeks before Christmas. */
const MONTHS = [0.75, 0.8, 1, 1.1, 1.1, 0.9, 0.8, 0.8, 0.95, 1, 1.5, 1.6];
/** Sunday to Saturday. */
const WEEKDAYS = [1.15, 1.05, 0.95, 0.9, 0.9, 0.95, 1.1];
const BLACK_FRIDAY_WEEK = 1.8;

export function createCalendar(nowMs: number, days: number, timeZone: string): Calendar {
  const offsetMs = (ms: number) => utcOffsetMinutes(timeZone, ms) * MINUTE_MS;
  const today = Math.floor((nowMs + offsetMs(nowMs)) / DAY_MS);
  const dates = Array.from({ length: days }, (_, day) => new Date((today - days + day) * DAY_MS));
  // Taken at noon: no clock is changed then, and an order at 2 a.m. of such a night is an hour off at most.
  const offsets = dates.map((date) => offsetMs(date.getTime() + DAY_MS / 2));
  const isBlackFridayWeek = dates.map((date) => date.getUTCMonth() === 10 && date.getUTCDate() >= 22 && date.getUTCDate() <= 29);
  const season = dates.map((date, day) =>
    (MONTHS[date.getUTCMonth()] ?? 1) * (WEEKDAYS[date.getUTCDay()] ?? 1) * (isBlackFridayWeek[day] ? BLACK_FRIDAY_WEEK : 1),
  );
  const of = <T>(column: readonly T[], day: number): T => {
    if (!Number.isInteger(day) || day < 0 || day >= days) throw new RangeError(`Day ${day} is outside 0 to ${days - 1}`);
    return column[day] as T;
  };
  return {
    days,
    instantMs: (day, minuteOfDay) => of(dates, day).getTime() + minuteOfDay * MINUTE_MS - of(offsets, day),
    season: (day) => of(season, day),
    busiest: Math.max(...season),
    isBlackFridayWeek: (day) => of(isBlackFridayWeek, day),
  };
}
