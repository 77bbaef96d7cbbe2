import { describe, expect, it } from "vitest";
import { groupEqualPairs } from "#app/math/group-equal-pairs.ts";

function groups(first: number[], second: number[]) {
  const found: unknown[] = [];
  const { rows, visit } = groupEqualPairs(Float64Array.from(first), Float64Array.from(second));
  visit((x, y, from, to) => found.push([x, y, Array.from(rows.subarray(from, to))]));
  return found;
}

describe("rows with equal pairs", () => {
  it("come together, ascending, whole numbers or not", () => {
    expect(groups([3, 0, 3, 0, 3], [7, 9, 2, 9, 7])).toEqual([[0, 9, [1, 3]], [3, 2, [2]], [3, 7, [0, 4]]]);
    expect(groups([1, 1, 1], [0.5, 0.25, 0.5])).toEqual([[1, 0.25, [1]], [1, 0.5, [0, 2]]]);
    expect(groups([], [])).toEqual([]);
  });
});
