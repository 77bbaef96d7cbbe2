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
export function planWrite(marks: CustomerMarks): PlannedWrite | null {
  const diff = changeOf(marks);
  return diff && withPossible(marks, diff);
}

/** What a run writes to a customer: `changeForRun`, and what that may leave behind on the way. */
export function planForRun(marks: CustomerMarks, now: Date): PlannedWrite | null {
  const diff = changeForRun(marks, now);
  return diff && withPossible(marks, diff);
}

/** Nothing where Shopify refused lately or where figures are hardly off. An undo is exact. */
export function changeForRun(marks: CustomerMarks, now: Date): CustomerDiff | null {
  const diff = isParked(marks, now) ? null : changeOf(marks);
  const written = marks.written?.certain ? marks.written : null;
  return diff && written && marks.wanted && marks.aim !== "undoing" && isClose(diff, written, now) ? null : diff;
}

function changeOf({ wanted, written, merged }: CustomerMarks): CustomerDiff | null {
  if (merged) return null;
  const diff = diffCustomer(wanted ?? NO_MARKS, written ?? NO_MARKS);
  const forget = wanted === null && written !== null;
  return isEmpty(diff) && !forget ? null : diff;
}

function withPossible({ customerId, wanted, written, aim }: CustomerMarks, diff: CustomerDiff): PlannedWrite {
  return { customerId, version: written?.version ?? 0, diff, possible: unionOf(wanted ?? NO_MARKS, written ?? NO_MARKS), aim };
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
