import { expect, it } from "vitest";
import { rankSum } from "#app/math/rank-sum.ts";

const of = (...values: number[]) => Float64Array.from(values);

it("counts pairs, ties by half, and measures the distance from chance", () => {
  // 3 beats 1 and 2, 5 beats all three: 5 of 6 pairs; sd = sqrt(2 · 3 · 6 / 12).
  const { superiority, z } = rankSum(of(3, 5), of(1, 4, 2));
  expect(superiority).toBeCloseTo(5 / 6, 12);
  expect(z).toBeCloseTo((5 - 3) / Math.sqrt(3), 12);
});

it("agrees with the direct count on values with many ties, and is turned round with the groups", () => {
  const first = Float64Array.from({ length: 40 }, (_, index) => (index * 7) % 9);
  const second = Float64Array.from({ length: 25 }, (_, index) => (index * 5) % 7);
  let wins = 0;
  for (const a of first) for (const b of second) wins += a > b ? 1 : a === b ? 0.5 : 0;
  const there = rankSum(first, second);
  const back = rankSum(second, first);
  expect(there.superiority).toBeCloseTo(wins / 1000, 12);
  expect(back.z).toBeCloseTo(-there.z, 12);
});

it("sees no difference where all are equal, and refuses an empty group", () => {
  expect(rankSum(of(2, 2), of(2, 2, 2))).toEqual({ superiority: 0.5, z: 0 });
  expect(() => rankSum(of(), of(1))).toThrow("The groups have 0 and 1 members; allowed: 1 and more each");
});
