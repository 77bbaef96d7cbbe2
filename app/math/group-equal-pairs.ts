import { rankDistinct } from "./rank-distinct.ts";

/** Rows that hold the same two numbers: `rows[from]` to `rows[to - 1]`. */
type VisitGroup = (first: number, second: number, rows: Int32Array, from: number, to: number) => void;

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

/**
 * Finds the rows of two columns that hold the same pair of numbers, so that a costly function of both is computed once
 * a pair and nothing of it has to be kept. Two passes of counting sort: time in proportion to the rows.
 *
 * @returns visits each pair with its rows, by ascending first and then second number
 */
export function groupEqualPairs(first: Float64Array, second: Float64Array): (visit: VisitGroup) => void {
  const { distinct: firsts, ranks: [firstAt] } = rankDistinct([first]);
  const { distinct: seconds, ranks: [secondAt] } = rankDistinct([second]);
  const rows = new Int32Array(first.length);
  for (let row = 0; row < rows.length; row++) {
    rows[row] = row;
  }
  const sorted = sortByRank(sortByRank(rows, secondAt!, seconds.length), firstAt!, firsts.length);
  return (visit) => {
    for (let from = 0; from < sorted.length; ) {
      const x = firstAt![sorted[from]!]!;
      const y = secondAt![sorted[from]!]!;
      let to = from + 1;
      while (to < sorted.length && firstAt![sorted[to]!] === x && secondAt![sorted[to]!] === y) {
        to++;
      }
      visit(firsts[x]!, seconds[y]!, sorted, from, to);
      from = to;
    }
  };
}
