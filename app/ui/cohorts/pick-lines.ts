/** So many lines are told apart by their dashes and marks. */
const MOST_LINES = 4;
/** Fewer points are no line. */
const LEAST_MONTHS = 2;

/** Cohorts to be drawn: spread over all that have been watched for two months at least, the oldest and the newest among them. */
export function pickLines<Row extends { cells: readonly unknown[] }>(rows: readonly Row[]): Row[] {
  const drawable = rows.filter(({ cells }) => cells.filter((cell) => cell !== null).length >= LEAST_MONTHS);
  const count = Math.min(MOST_LINES, drawable.length);
  const places = Array.from({ length: count }, (_, index) => Math.round((index * (drawable.length - 1)) / Math.max(1, count - 1)));
  return places.map((place) => drawable[place]!);
}
