import fc from "fast-check";
import type { Purchase } from "#app/clv/purchase-history.ts";
import { dateToDay } from "#app/time/date-to-day.ts";

/** A day number from its name, such as 2025-01-31. */
export function dayOf(name: string): number {
  return dateToDay(new Date(name));
}

export const OBSERVATION_END = dayOf("2026-03-20");

/** Customers with up to six purchases in the 800 days up to the observation end, some without any. */
export const randomShop: fc.Arbitrary<Purchase[][]> = fc.array(
  fc.array(
    fc.record({ day: fc.integer({ min: OBSERVATION_END - 800, max: OBSERVATION_END }), valueMinor: fc.integer({ min: 1, max: 100_000 }) }),
    { maxLength: 6 },
  ),
  { maxLength: 12 },
);

export function firstDayOf(purchases: readonly Purchase[]): number {
  return Math.min(...purchases.map(({ day }) => day));
}

export function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
