import { type CustomerDiff, diffCustomer, type Marks, NO_MARKS, unionOf, type WrittenMarks } from "./diff-customer.ts";
import { isClose } from "./is-close.ts";
import type { Writing } from "./writing.ts";

/** A customer as wanted (null: none of ours should be there) and as written (null: nothing ever was). */
export type CustomerMarks = {
  customerId: bigint;
  wanted: Marks | null;
  written: WrittenRow | null;
  /** Merged into another customer: Shopify has moved the tags there. */
  merged: boolean;
  /** The shop's aim that this follows from, at which alone it may be written; null: it may be at any. */
  aim: Writing | null;
};

export type WrittenRow = WrittenMarks & {
  version: number;
  pending: boolean;
  /** Pending as part of a bulk round. */
  inBulk: boolean;
  /** By a bulk round that is under way. */
  held: boolean;
  /** When Shopify refused; null where it did not. */
  refusedAt: Date | null;
};

export type PlannedWrite = {
  customerId: bigint;
  /** Of the row that the write belongs to: as it was read (0 where there was none), then as it was claimed. */
  version: number;
  diff: CustomerDiff;
  /** All that may be on the customer until the write is settled. */
  possible: Marks;
  aim: Writing | null;
};

/** What it takes to bring a customer from written to wanted; null where nothing is to be done. */
export function planWrite({ customerId, wanted, written, merged, aim }: CustomerMarks): PlannedWrite | null {
  if (merged) return null;
  const before = written ?? NO_MARKS;
  const after = wanted ?? NO_MARKS;
  const diff = diffCustomer(after, before);
  const forget = wanted === null && written !== null;
  if (isEmpty(diff) && !forget) return null;
  return { customerId, version: written?.version ?? 0, diff, possible: unionOf(after, before), aim };
}

/**
 * What a run writes to a customer: nothing where Shopify refused lately or where figures are hardly off. An undo is exact.
 */
export function planForRun(marks: CustomerMarks, now: Date): PlannedWrite | null {
  const planned = isParked(marks, now) ? null : planWrite(marks);
  const written = marks.written?.certain ? marks.written : null;
  return planned && written && marks.wanted && marks.aim !== "undoing" && isClose(planned.diff, written, now) ? null : planned;
}

const PARKED_DAYS = 7;

/** What Shopify refused is not asked again with every run; an event on the customer does ask again. */
export function isParked({ written }: CustomerMarks, now: Date): boolean {
  if (!written?.refusedAt) return false;
  return now.getTime() - written.refusedAt.getTime() < PARKED_DAYS * 24 * 60 * 60 * 1000;
}

/** An event is writing the customer right now, or was when its process died: then its job sees to it. */
export function isBusy({ written }: CustomerMarks): boolean {
  return written !== null && written.pending && !written.inBulk;
}

function isEmpty({ addTags, removeTags, setMetafields, deleteMetafields }: CustomerDiff): boolean {
  return addTags.length + removeTags.length + deleteMetafields.length + Object.keys(setMetafields).length === 0;
}
