/** So many lines are told apart by their dashes and marks. */
const MOST_LINES = 4;
/** Fewer points are no line. */
const LEAST_MONTHS = 2;
/** A line of a group ends where fewer are left to count: one customer more or less would bend it. */
export const LEAST_CUSTOMERS = 20;

/** Cohorts to be drawn: spread over all that have been watched for two months at least, the oldest and the newest among them. */
export function pickLines<Row extends { cells: readonly unknown[] }>(rows: readonly Row[]): Row[] {
  const drawable = rows.filter(isDrawable);
  const count = Math.min(MOST_LINES, drawable.length);
  const places = Array.from({ length: count }, (_, index) => Math.round((index * (drawable.length - 1)) / Math.max(1, count - 1)));
  return places.map((place) => drawable[place]!);
}

type Group = { cells: ({ n: number } | null)[] };

/** Groups to be drawn, each for as long as many have been watched: the first of them, which are the largest. */
export function pickGroups<Row extends Group>(rows: readonly Row[]): Row[] {
  return rows.map(whileMany).filter(isDrawable).slice(0, MOST_LINES);
}

/** The months of which there are enough customers. */
export function whileMany<Row extends Group>(row: Row): Row {
  return { ...row, cells: row.cells.map((cell) => (cell !== null && cell.n >= LEAST_CUSTOMERS ? cell : null)) };
}

function isDrawable({ cells }: { cells: readonly unknown[] }): boolean {
  return cells.filter((cell) => cell !== null).length >= LEAST_MONTHS;
}
