import type { Asked } from "./asked.ts";
import type { CustomerDiff } from "./diff-customer.ts";
import { pointsOf } from "./plan-calls.ts";

/** Differences of customers, added up. */
export type ChangeSum = {
  changes: Asked["changes"];
  /** Of writing each by direct calls. */
  points: number;
};

export function startSum(): ChangeSum {
  return { changes: { customers: 0, retagged: 0, tagsAdded: 0, tagsRemoved: 0, metafields: 0 }, points: 0 };
}

/** In place: a million customers are added up. */
export function addChange(sum: ChangeSum, diff: CustomerDiff): void {
  const { changes } = sum;
  const { addTags, removeTags, setMetafields, deleteMetafields } = diff;
  changes.customers += 1;
  if (addTags.length + removeTags.length > 0) changes.retagged += 1;
  changes.tagsAdded += addTags.length;
  changes.tagsRemoved += removeTags.length;
  changes.metafields += Object.keys(setMetafields).length + deleteMetafields.length;
  sum.points += pointsOf(diff);
}
