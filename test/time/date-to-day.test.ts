import { expect, it } from "vitest";
import { dateToDay } from "#app/time/date-to-day.ts";
import { dayToDate } from "#app/time/day-to-date.ts";

it("counts days from 1970-01-01", () => {
  expect(dateToDay(new Date("1970-01-01"))).toBe(0);
  expect(dateToDay(new Date("1969-12-31"))).toBe(-1);
  expect(dateToDay(new Date("2026-11-21"))).toBe(20_778);
  expect(dayToDate(20_778)).toEqual(new Date("2026-11-21T00:00:00Z"));
});

it("refuses what is no calendar day, by name", () => {
  expect(() => dateToDay(new Date("2026-11-21T00:30:00Z"))).toThrow(/2026-11-21T00:30:00.000Z is not midnight UTC/);
  expect(() => dateToDay(new Date("x"))).toThrow(/an invalid date/);
});
