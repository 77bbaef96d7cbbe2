import { describe, expect, it } from "vitest";
import { mutationsToStart, type MutationStand, shareDone } from "#app/tags/mutation-stand.ts";
import type { CallKind } from "#app/tags/plan-calls.ts";

const due: MutationStand = { is: "due" };
const completed: MutationStand = { is: "completed", results: null };
const ended: MutationStand = { is: "ended-early", status: "TIMEOUT", results: null };
const at = (linesDone: number): MutationStand => ({ is: "under-way", linesDone });
const round = (...stands: [CallKind, MutationStand, lines?: number][]) => {
  return stands.map(([kind, stand, lines = 1]) => ({ mutation: { kind, customerIds: Array<bigint>(lines).fill(7n) }, stand }));
};
const started = (...stands: Parameters<typeof round>) => mutationsToStart(round(...stands)).map(({ kind }) => kind);

describe("mutations of a round", () => {
  it("start as soon as they may: tags come when all that go have gone, metafields beside them", () => {
    expect(started(["tagsRemove", due], ["tagsAdd", due], ["metafieldsSet", due])).toEqual(["tagsRemove", "metafieldsSet"]);
    expect(started(["tagsRemove", at(5)], ["tagsAdd", due], ["metafieldsSet", completed])).toEqual([]);
    expect(started(["tagsRemove", completed], ["tagsAdd", due])).toEqual(["tagsAdd"]);
    expect(started(["tagsAdd", due], ["metafieldsDelete", at(1)])).toEqual(["tagsAdd"]);
    expect(started(["tagsRemove", completed], ["tagsRemove", at(1)], ["tagsAdd", due], ["tagsAdd", due])).toEqual([]);
  });

  it("are five at a time at most", () => {
    const lines = Array.from({ length: 7 }, (_, index) => ["metafieldsSet", index < 3 ? at(1) : due] as [CallKind, MutationStand]);
    expect(started(...lines)).toHaveLength(2);
    expect(started(...lines.map(([kind]) => [kind, due] as [CallKind, MutationStand]))).toHaveLength(5);
  });

  it("do not add a tag to customers whose old one may still stand there", () => {
    expect(started(["tagsRemove", completed], ["tagsRemove", ended], ["tagsAdd", due])).toEqual([]);
  });

  it("are as far as their lines are", () => {
    const share = (remove: MutationStand, add: MutationStand, set: MutationStand) =>
      shareDone(round(["tagsRemove", remove, 10], ["tagsAdd", add, 20], ["metafieldsSet", set, 15], ["metafieldsSet", set, 5]));
    expect(share(due, due, due)).toBe(0);
    expect(share(completed, at(5), at(5))).toBe(0.5);
    expect(share(completed, completed, at(99))).toBe(1);
    expect(shareDone([])).toBe(0);
  });
});
