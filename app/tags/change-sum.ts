import type { Asked } from "./asked.ts";
import type { CustomerDiff } from "./diff-customer.ts";
import { type CallKind, pointsOf } from "./plan-calls.ts";

/** Differences of customers, added up. */
export type ChangeSum = {
  changes: Asked["changes"];
  /** Of writing each by direct calls. */
  points: number;
  /** How many of the customers take which call: each is a line where they are written in bulk. */
  lines: Record<CallKind, number>;
};

export function startSum(): ChangeSum {
  return {
    changes: { customers: 0, retagged: 0, tagsAdded: 0, tagsRemoved: 0, metafields: 0 },
    points: 0,
    lines: { tagsRemove: 0, tagsAdd: 0, metafieldsSet: 0, metafieldsDelete: 0 },
  };
}

/** In place: a million customers are added up. */
export function addChange(sum: ChangeSum, diff: CustomerDiff): void {
  const { changes, lines } = sum;
  const { addTags, removeTags, setMetafields, deleteMetafields } = diff;
  const set = Object.keys(setMetafields).length;
  changes.customers += 1;
  if (addTags.length + removeTags.length > 0) changes.retagged += 1;
  changes.tagsAdded += addTags.length;
  changes.tagsRemoved += removeTags.length;
  changes.metafields += set + deleteMetafields.length;
  if (removeTags.length > 0) lines.tagsRemove += 1;
  if (addTags.length > 0) lines.tagsAdd += 1;
  if (set > 0) lines.metafieldsSet += 1;
  if (deleteMetafields.length > 0) lines.metafieldsDelete += 1;
  sum.points += pointsOf(diff);
}
