/**
 * A row with its fractions as far as they are meant to agree: what is expected of one customer is worked out, of a
 * thousand interpolated (app/clv/expected-by-age.ts), which differ from the fourteenth digit on.
 */
export function toTwelveDigits<Row extends object>(row: Row): Row {
  const entries = Object.entries(row).map(([name, value]) => [name, typeof value === "number" ? Number(value.toPrecision(12)) : value]);
  return Object.fromEntries(entries) as Row;
}
