import type { ShopifySegment } from "../../db/generated/client.ts";
import type { Deps } from "../../deps.server.ts";
import { idOfGid } from "../../shopify/gid.ts";
import { isOurs } from "./by-hand.ts";
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
  const due = wanted.filter((it) => isDue(stored.find(({ place }) => place === it.place), it));
  const unanswered = stored.some(({ segmentId }) => segmentId === null);
  // The list costs as many points as there are segments: only who asks for a name, or lost an answer, reads it.
  const others = due.length > 0 || unanswered ? await listSegments(deps, shopId) : [];
  const rows = await findUnanswered(deps, stored, others);

  const places = new Set(wanted.map(({ place }) => place));
  for (const row of rows) if (!places.has(row.place)) await takeAwaySegment(deps, row);
  const names = others.map(({ name }) => name);
  for (const it of due) {
    const row = rows.find(({ place }) => place === it.place);
    if (!row || row.segmentId === null) names.push((await makeSegment(deps, shopId, it, names)).name);
    else if (!isAsWanted(row, it)) await changeSegment(deps, row, it, names);
  }
}

function isDue(row: ShopifySegment | undefined, wanted: WantedSegment): boolean {
  return row === undefined || row.segmentId === null || (isOurs(row) && !isAsWanted(row, wanted));
}

/** A segment that was asked for, under a name that was free, is ours if it is there, though nobody heard the answer. */
async function findUnanswered({ db }: SegmentDeps, rows: readonly ShopifySegment[], others: readonly FoundSegment[]): Promise<ShopifySegment[]> {
  const answered: ShopifySegment[] = [];
  for (const row of rows) {
    const made = row.segmentId === null ? others.find(({ name, query }) => name === row.name && query === row.query) : undefined;
    const now = made ? { ...row, segmentId: idOfGid(made.id), refusal: null } : row;
    if (made) await storeSegment(db, now);
    answered.push(now);
  }
  return answered;
}
