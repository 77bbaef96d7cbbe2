import { describe, expect, it } from "vitest";
import { kindsToStart, type MutationStand, shareDone } from "#app/tags/mutation-stand.ts";
import type { CallKind } from "#app/tags/plan-calls.ts";

const due: MutationStand = { is: "due" };
const completed: MutationStand = { is: "completed", results: null };
const ended: MutationStand = { is: "ended-early", status: "TIMEOUT", results: null };
const at = (linesDone: number): MutationStand => ({ is: "under-way", linesDone });
const round = (stands: Partial<Record<CallKind, MutationStand>>) => new Map(Object.entries(stands) as [CallKind, MutationStand][]);

describe("mutations of a round", () => {
  it("start as soon as they may: tags come when all that go have gone, metafields beside them", () => {
    expect(kindsToStart(round({ tagsRemove: due, tagsAdd: due, metafieldsSet: due }))).toEqual(["tagsRemove", "metafieldsSet"]);
    expect(kindsToStart(round({ tagsRemove: at(5), tagsAdd: due, metafieldsSet: completed }))).toEqual([]);
    expect(kindsToStart(round({ tagsRemove: completed, tagsAdd: due }))).toEqual(["tagsAdd"]);
    expect(kindsToStart(round({ tagsAdd: due, metafieldsDelete: at(1) }))).toEqual(["tagsAdd"]);
  });

  it("do not add a tag to customers whose old one may still stand there", () => {
    expect(kindsToStart(round({ tagsRemove: ended, tagsAdd: due }))).toEqual([]);
  });

  it("are as far as their lines are", () => {
    const lines = { tagsRemove: 10, tagsAdd: 20, metafieldsSet: 20, metafieldsDelete: 0 };
    const share = (stands: Parameters<typeof round>[0]) => shareDone(round(stands), (kind) => lines[kind]);
    expect(share({ tagsRemove: due, tagsAdd: due, metafieldsSet: due })).toBe(0);
    expect(share({ tagsRemove: completed, tagsAdd: at(5), metafieldsSet: at(10) })).toBe(0.5);
    expect(share({ tagsRemove: completed, tagsAdd: completed, metafieldsSet: at(99) })).toBe(1);
    expect(share({})).toBe(0);
  });
});
