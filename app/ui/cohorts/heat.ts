/** From pale to strong, dark text readable on each: the colour only repeats the number that stands in the cell. */
export const HEAT = ["#ebf2fc", "#d1e2f7", "#b3cef2", "#94baed", "#75a7e7"] as const;

/** Which of the colours each number has, between the least and the most of them; null where there is no number. */
export function heatOf(rows: readonly (readonly (number | null)[])[]): (number | null)[][] {
  const values = rows.flat().filter((value) => value !== null);
  const least = Math.min(...values);
  const range = Math.max(...values) - least;
  const stepOf = (value: number) => (range === 0 ? 0 : Math.min(HEAT.length - 1, Math.floor(((value - least) / range) * HEAT.length)));
  return rows.map((row) => row.map((value) => (value === null ? null : stepOf(value))));
}
