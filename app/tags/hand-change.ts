import { foldTag } from "../segments/fold-tag.ts";
import type { CustomerDiff } from "./diff-customer.ts";
import { digestTag } from "./digest-tag.ts";
import type { Dimension } from "./tag-dimension.ts";

/** What Shopify tells: tags with these digests came or went, by whomever. */
export type TagEvent = { change: "added" | "removed"; digests: readonly string[] };

/** What we know of a customer's tags. */
export type TagStand = {
  /** Ours; while a write is under way or after a refusal all that may be there. */
  tags: readonly string[];
  certain: boolean;
  /** What a bulk round that is under way does on the customer. */
  planned: CustomerDiff | null;
  /** Those of the dimensions that are switched on. */
  names: readonly string[];
  dimensionOf: (tag: string) => Dimension | null;
};

/** What somebody else did to tags of ours. */
export type HandChange = {
  removed: string[];
  added: string[];
  /** Of ours what stands there now. */
  kept: string[];
};

/**
 * Whether an event tells of something that our own writing does not explain. Nearly every event is the echo of a write,
 * and is known by what the write has stored: no call is spent on it.
 */
export function isUnexplained({ change, digests }: TagEvent, { tags: ours, planned, names }: TagStand): boolean {
  const told = new Set(digests);
  const isGoing = among(planned?.removeTags ?? []);
  const isOurs = among(ours);
  const expected = change === "added" ? (tag: string) => isOurs(tag) && !isGoing(tag) : isGoing;
  return (change === "added" ? names : ours).some((tag) => !expected(tag) && told.has(digestTag(tag)));
}

/** What differs between our memory and the tags that the customer really has; events may be late, twice or out of order. */
export function findHandChange({ tags: ours, certain, dimensionOf }: TagStand, present: readonly string[]): HandChange {
  const isOurs = among(ours);
  const isPresent = among(present);
  return {
    removed: certain ? ours.filter((tag) => !isPresent(tag)) : [],
    added: present.filter((tag) => dimensionOf(tag) !== null && !isOurs(tag)),
    kept: ours.filter(isPresent),
  };
}

/** What a customer had whom nobody can look at any more: what we know of, and what an event says has come. */
export function tagsAsTold({ change, digests }: TagEvent, { tags: ours, names }: TagStand): string[] {
  const told = new Set(digests);
  return change === "added" ? [...ours, ...names.filter((tag) => told.has(digestTag(tag)))] : [...ours];
}

function among(tags: readonly string[]): (tag: string) => boolean {
  const folded = new Set(tags.map(foldTag));
  return (tag) => folded.has(foldTag(tag));
}
