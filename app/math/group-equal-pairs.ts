import { columnOf, finite, refuse } from "./check-shape.ts";
import { rankDistinct } from "./rank-distinct.ts";

/** `rows[from]` to `rows[to - 1]` are the rows that hold these two numbers. */
type VisitPair = (first: number, second: number, from: number, to: number) => void;

export type EqualPairs = {
  /** Every row number once, equal pairs side by side, by ascending first and then second number. */
  rows: Int32Array;
  visit: (visitPair: VisitPair) => void;
};

/** Row numbers in ascending order of rank; rows of equal rank stay as they were in `rows`. */
function sortByRank(rows: Int32Array, rankOf: Int32Array, ranks: number): Int32Array {
  const next = new Int32Array(ranks + 1);
  for (let row = 0; row < rankOf.length; row++) {
    next[rankOf[row]! + 1]! += 1;
  }
  for (let rank = 0; rank < ranks; rank++) {
    next[rank + 1]! += next[rank]!;
  }
  const sorted = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    sorted[next[rankOf[row]!]!++] = row;
  }
  return sorted;
}

const numbers = columnOf(finite);

/**
 * Finds the rows of two columns that hold the same pair of numbers, so that a costly function of both is computed once
 * a pair and nothing of it has to be kept. Two passes of counting sort: time in proportion to the rows.
 */
export function groupEqualPairs(first: Float64Array, second: Float64Array): EqualPairs {
  numbers("first", first);
  numbers("second", second);
  if (second.length !== first.length) refuse("second.length", second.length, `${first.length}, as many rows as in first`);
  const { distinct: firsts, ranks: [firstAt] } = rankDistinct([first]);
  const { distinct: seconds, ranks: [secondAt] } = rankDistinct([second]);
  const unsorted = new Int32Array(first.length);
  for (let row = 0; row < unsorted.length; row++) {
    unsorted[row] = row;
  }
  const rows = sortByRank(sortByRank(unsorted, secondAt!, seconds.length), firstAt!, firsts.length);
  const starts: number[] = [];
  for (let i = 0, before = -1; i < rows.length; i++) {
    const row = rows[i]!;
    const pair = firstAt![row]! * seconds.length + secondAt![row]!;
    if (pair !== before) {
      starts.push(i);
      before = pair;
    }
  }
  return {
    rows,
    visit: (visitPair) => {
      for (let group = 0; group < starts.length; group++) {
        const from = starts[group]!;
        visitPair(first[rows[from]!]!, second[rows[from]!]!, from, starts[group + 1] ?? rows.length);
      }
    },
  };
}
