import { columnOf, fields, finite, list, listOf, orNull, rowNumbers, text } from "#app/math/check-shape.ts";

/**
 * A dimension to cut a report by: rows (customers, or orders) sorted into groups. A row of group −1 is in none and is
 * left out of every cell.
 */
export type Split<Key> = Readonly<{
  groups: readonly Key[];
  /** Which of the groups each row is in. */
  groupOf: Int32Array;
}>;

export type SplitCell<Key> = { group: Key; n: number; sum: number; mean: number | null };

/** Groups by the values of a column, such as country, channel or first product, in the order of first sight. */
export function splitByKey<Key extends string | null>(keys: readonly Key[]): Split<Key> {
  listOf(orNull(text))("keys", keys);
  const indexOf = new Map<Key, number>();
  const groupOf = Int32Array.from(keys, (key) => {
    const group = indexOf.get(key) ?? indexOf.size;
    indexOf.set(key, group);
    return group;
  });
  return { groups: [...indexOf.keys()], groupOf };
}

/** Any column of numbers, summed and averaged in each group. */
export function sumBySplit<Key>(split: Split<Key>, values: Float64Array): SplitCell<Key>[] {
  columnOf(finite)("values", values);
  checkSplit(split, values.length);
  const n = new Int32Array(split.groups.length);
  const sums = new Float64Array(split.groups.length);
  split.groupOf.forEach((group, row) => {
    if (group < 0) return;
    n[group]! += 1;
    sums[group]! += values[row]!;
  });
  return split.groups.map((group, index) => {
    const count = n[index]!;
    const sum = sums[index]!;
    return { group, n: count, sum, mean: count === 0 ? null : sum / count };
  });
}

const checkGroups = fields({ groups: list, groupOf: rowNumbers });

/** @throws RangeError where the split is not of so many rows, or names a group that it does not have */
export function checkSplit(split: Split<unknown>, rows: number): void {
  checkGroups("split", split);
  const { groups, groupOf } = split;
  if (groupOf.length !== rows) throw new RangeError(`The split has ${groupOf.length} rows; allowed: ${rows}, one a row of the report`);
  const wrong = groupOf.findIndex((group) => group < -1 || group >= groups.length);
  if (wrong >= 0) throw new RangeError(`groupOf of row ${wrong} is ${groupOf[wrong]}; allowed: -1 to ${groups.length - 1}`);
}
