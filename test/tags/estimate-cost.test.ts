import { describe, expect, it } from "vitest";
import { estimateCost } from "#app/tags/estimate-cost.ts";
import type { CallKind } from "#app/tags/plan-calls.ts";

const RULE = { directPoints: 1000, round: 20_000, pointsASecond: 100 };
const NO_LINES = { tagsRemove: 0, tagsAdd: 0, metafieldsSet: 0, metafieldsDelete: 0 };

const inBulk = (customers: number, lines: Partial<Record<CallKind, number>>) => {
  const changes = { customers, retagged: 0, tagsAdded: 0, tagsRemoved: 0, metafields: 0 };
  return estimateCost({ changes, points: 20 * customers, lines: { ...NO_LINES, ...lines } }, RULE);
};

describe("what writing in bulk is foreseen to cost", () => {
  it.each<[string, number, Partial<Record<CallKind, number>>, number]>([
    ["one kind of call for a few is one mutation", 70, { tagsRemove: 70 }, 1],
    ["an undo of tags and figures is three", 70, { tagsRemove: 69, tagsAdd: 69, metafieldsSet: 70 }, 3],
    ["a full round takes all five slots", 20_000, { tagsAdd: 20_000, metafieldsSet: 20_000 }, 5],
    ["tags that go and tags that come take turns in them", 20_000, { tagsRemove: 20_000, tagsAdd: 20_000 }, 10],
    ["a removal is tags and figures", 20_000, { tagsRemove: 20_000, metafieldsDelete: 20_000 }, 5],
    // Of 99,864 customers, as measured: 25 mutations, 560 points.
    ["a first write is five a round", 99_864, { tagsAdd: 99_864, metafieldsSet: 99_864 }, 25],
    ["the last round is as small as it is", 20_001, { tagsAdd: 20_001, metafieldsSet: 20_001 }, 7],
  ])("%s", (_, customers, lines, mutations) => {
    expect(inBulk(customers, lines)).toEqual({ way: "bulk", points: mutations * 23, seconds: (mutations * 23) / 100 });
  });

  it("is that of direct calls where these are few", () => {
    const sum = { changes: { customers: 1, retagged: 1, tagsAdded: 1, tagsRemoved: 0, metafields: 0 }, points: 1000, lines: { ...NO_LINES, tagsAdd: 1 } };
    expect(estimateCost(sum, RULE)).toEqual({ way: "direct", points: 1000, seconds: 10 });
  });
});
