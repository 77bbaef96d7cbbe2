import { expect } from "vitest";

/**
 * What a row is expected to be, its fractions to twelve digits: what is expected of one customer is worked out, of a
 * thousand interpolated (app/clv/expected-by-age.ts), which differ from the fourteenth digit on.
 */
export function toTwelveDigits<Row extends object>(row: Row): Row {
  const entries = Object.entries(row).map(([name, value]) => [name, isFraction(value) ? expect.closeTo(value, 12 - Math.ceil(Math.log10(Math.abs(value)))) : value]);
  return Object.fromEntries(entries) as Row;
}

function isFraction(value: unknown): value is number {
  return Number.isFinite(value) && !Number.isInteger(value);
}
