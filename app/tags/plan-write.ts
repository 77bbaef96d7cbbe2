import { type CustomerDiff, diffCustomer, type Marks, NO_MARKS, unionOf, type WrittenMarks } from "./diff-customer.ts";
import { type Call, planCalls } from "./plan-calls.ts";

/** A customer as wanted (null: none of ours should be there) and as written (null: nothing ever was). */
export type CustomerMarks = {
  customerId: bigint;
  wanted: Marks | null;
  written: WrittenRow | null;
  /** Merged into another customer: Shopify has moved the tags there. */
  merged: boolean;
};

export type WrittenRow = WrittenMarks & {
  version: number;
  pending: boolean;
  inBulk: boolean;
  /** When Shopify refused; null where it did not. */
  refusedAt: Date | null;
};

export type PlannedWrite = {
  customerId: bigint;
  wanted: Marks | null;
  /** All that may be on the customer until the write is settled. */
  possible: Marks;
  /** Of the row this was planned on; 0 where there was none. */
  version: number;
  calls: Call[];
};

/** What it takes to bring a customer from written to wanted; null where nothing is to be done. */
export function planWrite({ customerId, wanted, written, merged }: CustomerMarks): PlannedWrite | null {
  if (merged) return null;
  const before = written ?? NO_MARKS;
  const after = wanted ?? NO_MARKS;
  const diff = diffCustomer(after, before);
  const forget = wanted === null && written !== null;
  if (isEmpty(diff) && !forget) return null;
  const possible = unionOf(after, before);
  return { customerId, wanted, possible, version: written?.version ?? 0, calls: planCalls(customerId, diff) };
}

const PARKED_DAYS = 7;

/** What Shopify refused is not asked again with every run; an event on the customer does ask again. */
export function isParked({ written }: CustomerMarks, now: Date): boolean {
  if (!written?.refusedAt) return false;
  return now.getTime() - written.refusedAt.getTime() < PARKED_DAYS * 24 * 60 * 60 * 1000;
}

function isEmpty({ addTags, removeTags, setMetafields, deleteMetafields }: CustomerDiff): boolean {
  return addTags.length + removeTags.length + deleteMetafields.length + Object.keys(setMetafields).length === 0;
}
