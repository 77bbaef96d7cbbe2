import { column, listOf } from "./check-shape.ts";

/** Whole numbers below this are ranked by a table, all others by a hash map. */
const TABLE_LIMIT = 1 << 20;

export type Ranked = {
  /** The values that occur, ascending. */
  distinct: Float64Array;
  /** For each column, where in `distinct` each of its values stands. */
  ranks: Int32Array[];
};

/** The largest value if all are whole numbers from 0 to the table limit, otherwise null. */
function largestWhole(columns: readonly Float64Array[]): number | null {
  let largest = 0;
  for (const column of columns) {
    for (let row = 0; row < column.length; row++) {
      const value = column[row]!;
      if (!(value >= 0 && value < TABLE_LIMIT && value === Math.trunc(value))) {
        return null;
      }
      largest = value > largest ? value : largest;
    }
  }
  return largest;
}

function rankWhole(columns: readonly Float64Array[], largest: number): Ranked {
  const rankOf = new Int32Array(largest + 1);
  for (const column of columns) {
    for (let row = 0; row < column.length; row++) {
      rankOf[column[row]!] = 1;
    }
  }
  const distinct: number[] = [];
  for (let value = 0; value <= largest; value++) {
    if (rankOf[value] === 1) {
      rankOf[value] = distinct.length;
      distinct.push(value);
    }
  }
  const ranks = columns.map((column) => {
    const rank = new Int32Array(column.length);
    for (let row = 0; row < column.length; row++) {
      rank[row] = rankOf[column[row]!]!;
    }
    return rank;
  });
  return { distinct: Float64Array.from(distinct), ranks };
}

function rankAny(columns: readonly Float64Array[]): Ranked {
  const rankOf = new Map<number, number>();
  for (const column of columns) {
    for (const value of column) {
      rankOf.set(value, 0);
    }
  }
  const distinct = Float64Array.from(rankOf.keys()).sort();
  distinct.forEach((value, rank) => rankOf.set(value, rank));
  return { distinct, ranks: columns.map((column) => Int32Array.from(column, (value) => rankOf.get(value)!)) };
}

/**
 * Replaces numbers by their rank among the distinct values of all columns together, so that a function of the value
 * is computed once per distinct value and then looked up. Whole days rank in a few passes; any other unit works too.
 */
export function rankDistinct(columns: readonly Float64Array[]): Ranked {
  listOf(column)("columns", columns);
  const largest = largestWhole(columns);
  return largest === null ? rankAny(columns) : rankWhole(columns, largest);
}
