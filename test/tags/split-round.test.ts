import { describe, expect, it } from "vitest";
import type { CallKind } from "#app/tags/plan-calls.ts";
import { type Line, splitRound } from "#app/tags/split-round.ts";

function linesOf(kinds: Partial<Record<CallKind, { count: number; bytes: number }>>): Map<CallKind, Line[]> {
  const lines = (count: number, bytes: number) => Array.from({ length: count }, (_, index) => ({ customerId: BigInt(index), bytes }));
  return new Map(Object.entries(kinds).map(([kind, { count, bytes }]) => [kind as CallKind, lines(count, bytes)]));
}

const parts = (kinds: Parameters<typeof linesOf>[0]) => {
  const found: Partial<Record<CallKind, number[]>> = {};
  for (const { kind, part, customerIds } of splitRound(linesOf(kinds))) {
    (found[kind] ??= [])[part] = customerIds.length;
  }
  return found;
};

describe("lines of a round", () => {
  it("stay together where they are few", () => {
    expect(parts({ tagsRemove: { count: 2000, bytes: 50 }, metafieldsSet: { count: 60, bytes: 1500 }, metafieldsDelete: { count: 0, bytes: 0 } })).toEqual({
      tagsRemove: [2000], metafieldsSet: [60],
    });
  });

  it("take five slots where they are many, most of them what is longest", () => {
    expect(parts({ tagsAdd: { count: 20_000, bytes: 90 }, metafieldsSet: { count: 20_000, bytes: 1500 } })).toEqual({
      tagsAdd: [10_000, 10_000], metafieldsSet: [6667, 6667, 6666],
    });
  });

  it("share slots where one kind waits for the other", () => {
    const { tagsRemove, tagsAdd, metafieldsSet, metafieldsDelete } = parts({
      tagsRemove: { count: 20_000, bytes: 90 }, tagsAdd: { count: 20_000, bytes: 90 },
      metafieldsSet: { count: 20_000, bytes: 500 }, metafieldsDelete: { count: 500, bytes: 99 },
    });
    expect([tagsRemove, tagsAdd, metafieldsSet, metafieldsDelete].map((it) => it?.length)).toEqual([2, 2, 2, 1]);
  });

  it("fill no file beyond 100 MB, however many that makes, and nobody is lost or twice in it", () => {
    const lines = linesOf({ metafieldsSet: { count: 1000, bytes: 600_000 } });
    const split = splitRound(lines);
    expect(split.length).toBeGreaterThan(5);
    for (const { customerIds } of split) expect(customerIds.length * 600_000).toBeLessThan(100_000_000);
    expect(split.flatMap(({ customerIds }) => customerIds)).toEqual(lines.get("metafieldsSet")!.map(({ customerId }) => customerId));
  });
});
