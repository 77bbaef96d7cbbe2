/**
 * What a merchant has done with a segment of ours, and what that keeps us from. A `renamed` one keeps its name and goes
 * on being led to the tag; an `edited` one, of which the query was changed, is the merchant's own; a `deleted` one is not
 * made again. All of it is forgotten when the dimension, or the making of segments, is switched off.
 */
type ByHand = "renamed" | "edited" | "deleted";

/**
 * What stands there in the place of a merchant's change where a segment with our name and our query was there before we
 * asked for any: it serves as ours, and is neither changed nor deleted.
 */
export const FOUND = "found";

type Known = { name: string; query: string; nextName: string | null; nextQuery: string | null; leaving: boolean; byHand: string | null };

/** What is known of a segment once it was looked at (null: Shopify has it no more); the row itself where that is nothing new. */
export function judgeHand<Row extends Known>(row: Row, found: { name: string; query: string } | null): Row {
  const nothingNew = found?.name === row.name && found.query === row.query && row.nextQuery === null && !row.leaving;
  if (nothingNew) return row;
  // Of a change that was cut off, what stands there says whether Shopify has made it.
  const { name, query } = found ?? row;
  return { ...row, name, query, nextName: null, nextQuery: null, leaving: false, byHand: handOf(row, found) ?? row.byHand };
}

function handOf({ name, query, nextName, nextQuery }: Known, found: { name: string; query: string } | null): ByHand | null {
  if (found === null) return "deleted";
  if (found.query !== query && found.query !== nextQuery) return "edited";
  return found.name !== name && found.name !== nextName ? "renamed" : null;
}

/** Whether a segment is still led by us. */
export function isOurs({ byHand }: { byHand: string | null }): boolean {
  return byHand === null || byHand === "renamed";
}
