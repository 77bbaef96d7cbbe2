import { type Marks, marksAfter } from "./diff-customer.ts";
import type { Call } from "./plan-calls.ts";
import type { PlannedWrite } from "./plan-write.ts";

/** What came of one call: null where it was done, else why Shopify refused. */
export type CallResult = { call: Call; refusal: string | null };

export type WriteOutcome = {
  customerId: bigint;
  /** What to remember of the customer; null: nothing of ours is left there. */
  marks: Marks | null;
  error: string | null;
};

/** After a refusal all that may be there stays remembered; a customer who is gone has nothing left to remember. */
export function concludeWrite(planned: PlannedWrite, results: readonly CallResult[], isGone: boolean): WriteOutcome {
  const { customerId, possible } = planned;
  const refusals = new Set(results.flatMap(({ refusal }) => refusal ?? []));
  const after = marksAfter(possible, planned.diff);
  if (refusals.size === 0 || (after === null && isGone)) return { customerId, marks: after, error: null };
  return { customerId, marks: possible, error: [...refusals].join("; ") };
}

/** Nothing was to stay, and something was refused: is the customer still there? */
export function mayBeGone({ possible, diff }: PlannedWrite, results: readonly CallResult[]): boolean {
  return marksAfter(possible, diff) === null && results.some(({ refusal }) => refusal !== null);
}

export type WriteCounts = {
  customersDone: number;
  tagsAdded: number;
  tagsRemoved: number;
  metafieldsSet: number;
  /** Customers on whom Shopify refused something. */
  refused: number;
};

export const NO_WRITES: WriteCounts = { customersDone: 0, tagsAdded: 0, tagsRemoved: 0, metafieldsSet: 0, refused: 0 };

export function countWrite(results: readonly CallResult[], { error }: WriteOutcome): WriteCounts {
  const done = (kind: Call["kind"]) =>
    results.filter((it) => it.call.kind === kind && it.refusal === null).reduce((sum, { call }) => sum + call.size, 0);
  return {
    customersDone: 1,
    tagsAdded: done("tagsAdd"),
    tagsRemoved: done("tagsRemove"),
    metafieldsSet: done("metafieldsSet"),
    refused: error === null ? 0 : 1,
  };
}

export function addWrites(one: WriteCounts, other: WriteCounts): WriteCounts {
  return {
    customersDone: one.customersDone + other.customersDone,
    tagsAdded: one.tagsAdded + other.tagsAdded,
    tagsRemoved: one.tagsRemoved + other.tagsRemoved,
    metafieldsSet: one.metafieldsSet + other.metafieldsSet,
    refused: one.refused + other.refused,
  };
}
