import { rankDistinct } from "#app/math/rank-distinct.ts";
import type { PurchaseTable } from "./check-input.ts";

/**
 * A table of histories in which equal rows are one row with a count, and numbers are indices into the distinct
 * frequencies and times: a million customers at day resolution are some 300,000 rows and a few hundred days.
 */
export type CompressedHistories = {
  frequencies: Float64Array;
  times: Float64Array;
  frequencyAt: Int32Array;
  recencyAt: Int32Array;
  ageAt: Int32Array;
  count: Float64Array;
};

/** The first position in ascending `keys` that holds `key`, which must be among them. */
function positionOf(keys: Float64Array, key: number): number {
  let low = 0;
  let high = keys.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle]! < key) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** Runs of equal numbers in ascending `sorted`, moved to its front in place; `lengths` counts each run. */
function collapseRuns(sorted: Float64Array): { keys: Float64Array; lengths: Float64Array } {
  const lengths = new Float64Array(sorted.length);
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[distinct - 1]) {
      sorted[distinct++] = sorted[i]!;
    }
    lengths[distinct - 1]! += 1;
  }
  return { keys: sorted.subarray(0, distinct), lengths: lengths.slice(0, distinct) };
}

/** Merges equal rows. Where nearly every row has its own times (continuous time) the rows stay as they are. */
export function compressHistories(table: PurchaseTable): CompressedHistories {
  const rows = table.frequency.length;
  const { distinct: frequencies, ranks: [frequencyAt] } = rankDistinct([table.frequency]);
  const { distinct: times, ranks: [recencyAt, ageAt] } = rankDistinct([table.recency, table.age]);
  const days = times.length;
  if (days > rows || frequencies.length * days * days > Number.MAX_SAFE_INTEGER) {
    const count = table.weight ?? new Float64Array(rows).fill(1);
    return { frequencies, times, frequencyAt: frequencyAt!, recencyAt: recencyAt!, ageAt: ageAt!, count };
  }
  const keyOf = (row: number) => (frequencyAt![row]! * days + ageAt![row]!) * days + recencyAt![row]!;
  const sorted = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    sorted[row] = keyOf(row);
  }
  sorted.sort();
  const { keys, lengths } = collapseRuns(sorted);
  let count = lengths;
  if (table.weight !== undefined) {
    count = new Float64Array(keys.length);
    for (let row = 0; row < rows; row++) {
      count[positionOf(keys, keyOf(row))]! += table.weight[row]!;
    }
  }
  const compressed = {
    frequencyAt: new Int32Array(keys.length),
    recencyAt: new Int32Array(keys.length),
    ageAt: new Int32Array(keys.length),
  };
  for (let row = 0; row < keys.length; row++) {
    const pair = Math.floor(keys[row]! / days);
    compressed.recencyAt[row] = keys[row]! - pair * days;
    compressed.frequencyAt[row] = Math.floor(pair / days);
    compressed.ageAt[row] = pair % days;
  }
  return { frequencies, times, count, ...compressed };
}

/** Customers, their repeat purchases and their mean age (1 where nobody has one). */
export function totals({ frequencies, times, frequencyAt, ageAt, count }: CompressedHistories) {
  let customers = 0;
  let purchases = 0;
  let time = 0;
  for (let row = 0; row < count.length; row++) {
    customers += count[row]!;
    purchases += count[row]! * frequencies[frequencyAt[row]!]!;
    time += count[row]! * times[ageAt[row]!]!;
  }
  return { customers, purchases, meanAge: time > 0 ? time / customers : 1 };
}
