import type { ShopifySegment } from "../../db/generated/client.ts";
import type { Deps } from "../../deps.server.ts";
import { idOfGid } from "../../shopify/gid.ts";
import { askedSegment } from "./asked-segment.ts";
import { FOUND, isOurs } from "./by-hand.ts";
import { changeSegment, isAsWanted } from "./change-segment.server.ts";
import { type FoundSegment, listSegments } from "./list-segments.server.ts";
import { lookAtSegments } from "./look-at-segments.server.ts";
import { makeSegment } from "./make-segment.server.ts";
import { readSegments, storeSegment } from "./shopify-segments.repo.server.ts";
import { takeAwaySegment } from "./take-away-segment.server.ts";
import type { WantedSegment } from "./wanted-segments.ts";

type SegmentDeps = Pick<Deps, "db" | "shopify">;

/**
 * Brings our segments to what is wanted, and touches no others. May be cut off anywhere and begun anew: what Shopify was
 * asked for stands in the rows before it is asked.
 */
export async function keepInStep(deps: SegmentDeps, shopId: bigint, wanted: readonly WantedSegment[]): Promise<void> {
  const stored = await lookAtSegments(deps, await readSegments(deps.db, shopId));
  const known = new Set(stored.map(({ place }) => place));
  const lacking = wanted.filter(({ place }) => !known.has(place)).map((it) => askedSegment(shopId, it, it.name));
  const isOff = (row: ShopifySegment, it: WantedSegment) => (isOurs(row) || row.byHand === FOUND) && !isAsWanted(row, it);
  const isDue = (row: ShopifySegment) => row.segmentId === null || wanted.some((it) => it.place === row.place && isOff(row, it));
  // The list costs as many points as there are segments: only who asks for a name, or lost an answer, reads it.
  const others = lacking.length > 0 || stored.some(isDue) ? await listSegments(deps, shopId) : [];
  const rows = [...(await findAsked(deps, stored, others, null)), ...(await findAsked(deps, lacking, others, FOUND))];

  const names = others.map(({ name }) => name);
  for (const row of rows) {
    const it = wanted.find(({ place }) => place === row.place);
    if (!it) await takeAwaySegment(deps, row);
    else if (row.segmentId === null || (row.byHand === FOUND && isOff(row, it))) names.push(await makeSegment(deps, shopId, it, names));
    else if (isOff(row, it)) names.push(await changeSegment(deps, row, it, names));
  }
}

/**
 * Segments with our name and our query. Where we have asked for one under a name that was free, it is ours, though nobody
 * heard the answer. Where we have not, it is found: the merchant has made it, or we have before the app was away from the
 * shop for so long that all was forgotten.
 */
async function findAsked(
  { db }: SegmentDeps,
  rows: readonly ShopifySegment[],
  others: readonly FoundSegment[],
  byHand: typeof FOUND | null,
): Promise<ShopifySegment[]> {
  const found: ShopifySegment[] = [];
  for (const row of rows) {
    const isUnheard = row.segmentId === null && row.refusal === null;
    const made = isUnheard ? others.find(({ name, query }) => name === row.name && query === row.query) : undefined;
    const now = made ? { ...row, segmentId: idOfGid(made.id), byHand } : row;
    if (made) await storeSegment(db, now);
    found.push(now);
  }
  return found;
}
