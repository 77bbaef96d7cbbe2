import type { Deps } from "../deps.server.ts";
import type { Asked } from "./asked.ts";
import { pointsOf } from "./plan-calls.ts";
import { isBusy, planForRun } from "./plan-write.ts";
import { readMarks } from "./read-marks.repo.server.ts";
import type { Supposed } from "./supposed.ts";

/**
 * Up to so many points customers are written one by one: ten seconds of the smallest plan's budget. Beyond it a bulk
 * mutation, which costs a few dozen points whatever its size, is faster and leaves the budget to live events.
 */
export const DIRECT_POINTS = 1000;

type Measure = {
  /** What it takes to have all customers as wanted. */
  changes: Asked["changes"];
  /** Of writing each by direct calls. */
  points: number;
  /** Of those, how many a bulk round may write. */
  free: number;
  /** Who they are, where few calls suffice to write them one by one; null otherwise. */
  few: bigint[] | null;
};

/** Looks at everybody once (a million in seven seconds) and remembers only what can be written directly. */
export async function measureWrites({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, as: Supposed | null = null): Promise<Measure> {
  const changes = { customers: 0, retagged: 0, tagsAdded: 0, tagsRemoved: 0, metafields: 0 };
  let free = 0;
  let points = 0;
  let few: bigint[] | null = [];
  const now = clock();
  for await (const page of readMarks(db, shopId, { as })) {
    for (const marks of page) {
      const planned = planForRun(marks, now);
      if (!planned) continue;
      const { addTags, removeTags, setMetafields, deleteMetafields } = planned.diff;
      changes.customers += 1;
      if (addTags.length + removeTags.length > 0) changes.retagged += 1;
      changes.tagsAdded += addTags.length;
      changes.tagsRemoved += removeTags.length;
      changes.metafields += Object.keys(setMetafields).length + deleteMetafields.length;
      if (!isBusy(marks)) free += 1;
      points += pointsOf(planned.diff);
      if (points > DIRECT_POINTS) few = null;
      few?.push(marks.customerId);
    }
  }
  return { changes, points, free, few };
}
