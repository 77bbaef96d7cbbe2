import type { Deps } from "../deps.server.ts";
import { addChange, type ChangeSum, startSum } from "./change-sum.ts";
import { changeForRun, type CustomerMarks, isBusy } from "./plan-write.ts";
import { readMarks } from "./read-marks.repo.server.ts";
import type { Supposed } from "./supposed.ts";

/**
 * Up to so many points customers are written one by one: ten seconds of the smallest plan's budget. Beyond it a bulk
 * mutation, which costs a few dozen points whatever its size, is faster and leaves the budget to live events.
 */
export const DIRECT_POINTS = 1000;

/** What it takes to have all customers as wanted. */
type Measure = ChangeSum & {
  /** How many of them a bulk round may write. */
  free: number;
  /** Who they are, where few calls suffice to write them one by one; null otherwise. */
  few: bigint[] | null;
};

/** Looks at everybody once (a million in ten seconds) and remembers only what can be written directly. */
export async function measureWrites({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, as: Supposed | null = null): Promise<Measure> {
  const sum = startSum();
  let free = 0;
  let few: bigint[] | null = [];
  const now = clock();
  const countIn = (marks: CustomerMarks) => {
    const diff = changeForRun(marks, now);
    if (!diff) return null;
    addChange(sum, diff);
    if (!isBusy(marks)) free += 1;
    return sum.points > DIRECT_POINTS ? null : marks.customerId;
  };
  for await (const page of readMarks(db, shopId, countIn, { as })) {
    if (sum.points > DIRECT_POINTS) few = null;
    few?.push(...page);
  }
  return { ...sum, free, few };
}
