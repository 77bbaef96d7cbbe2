import { foldTag } from "../segments/fold-tag.ts";

/** Tags and metafields of ours on one customer. */
export type Marks = {
  tags: readonly string[];
  /** By key. */
  metafields: Readonly<Record<string, string>>;
};

/** What we wrote. Uncertain: it may be there, wholly or in part, since a write was cut short or refused. */
export type WrittenMarks = Marks & { certain: boolean };

export type CustomerDiff = {
  addTags: string[];
  removeTags: string[];
  setMetafields: Record<string, string>;
  deleteMetafields: string[];
};

export const NO_MARKS: WrittenMarks = { tags: [], metafields: {}, certain: true };

/**
 * What is to be done so that a customer carries what is wanted. Only what we wrote is removed.
 *
 * Shopify knows no two tags that differ in case only. A tag that stood there before us as "CLV:Value-High" thus *is*
 * our clv:value-high from the day we want it: adding it changes nothing, and when the tier is lost it goes, as
 * otherwise the customer would keep two tiers.
 */
export function diffCustomer(wanted: Marks, written: WrittenMarks): CustomerDiff {
  const wantedFolded = wanted.tags.map(foldTag);
  const writtenFolded = written.tags.map(foldTag);
  // In a loop, and no sets above: a night makes this difference for a million customers, and making those would be most of it.
  const setMetafields: Record<string, string> = {};
  const deleteMetafields: string[] = [];
  // Whose figures stand comes with the same object on both sides (marks-row.ts).
  if (!written.certain || written.metafields !== wanted.metafields) {
    for (const key of Object.keys(wanted.metafields)) {
      const value = wanted.metafields[key]!;
      if (!written.certain || written.metafields[key] !== value) setMetafields[key] = value;
    }
    for (const key of Object.keys(written.metafields)) if (!Object.hasOwn(wanted.metafields, key)) deleteMetafields.push(key);
  }
  return {
    addTags: wanted.tags.filter((_, index) => !written.certain || !writtenFolded.includes(wantedFolded[index]!)),
    removeTags: written.tags.filter((_, index) => !wantedFolded.includes(writtenFolded[index]!)),
    setMetafields,
    deleteMetafields,
  };
}

/** All that may be on the customer from the first call of a write to its last. */
export function unionOf(wanted: Marks, written: Marks): Marks {
  const wantedFolded = wanted.tags.map(foldTag);
  return {
    tags: [...wanted.tags, ...written.tags.filter((tag) => !wantedFolded.includes(foldTag(tag)))],
    metafields: written.metafields === wanted.metafields ? wanted.metafields : { ...written.metafields, ...wanted.metafields },
  };
}

/** What is left of all that may be there once a difference was applied; null: nothing of ours. */
export function marksAfter(possible: Marks, { removeTags, deleteMetafields }: CustomerDiff): Marks | null {
  const tags = possible.tags.filter((tag) => !removeTags.includes(tag));
  const metafields = Object.fromEntries(Object.entries(possible.metafields).filter(([key]) => !deleteMetafields.includes(key)));
  return tags.length + Object.keys(metafields).length === 0 ? null : { tags, metafields };
}
