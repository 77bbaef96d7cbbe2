import type { ShopifySegment } from "../../db/generated/client.ts";
import type { Deps } from "../../deps.server.ts";
import { idOfGid } from "../../shopify/gid.ts";
import { askedSegment } from "./asked-segment.ts";
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
  const known = new Set(stored.map(({ place }) => place));
  const lacking = wanted.filter(({ place }) => !known.has(place)).map((it) => askedSegment(shopId, it, it.name));
  const isDue = (row: ShopifySegment) => row.segmentId === null || (isOurs(row) && wanted.some((it) => it.place === row.place && !isAsWanted(row, it)));
  // The list costs as many points as there are segments: only who asks for a name, or lost an answer, reads it.
  const others = lacking.length > 0 || stored.some(isDue) ? await listSegments(deps, shopId) : [];
  const rows = await findAsked(deps, [...stored, ...lacking], others);

  const names = others.map(({ name }) => name);
  for (const row of rows) {
    const it = wanted.find(({ place }) => place === row.place);
    if (!it) await takeAwaySegment(deps, row);
    else if (row.segmentId === null) names.push(await makeSegment(deps, shopId, it, names));
    else if (isOurs(row) && !isAsWanted(row, it)) names.push(await changeSegment(deps, row, it, names));
  }
}

/**
 * A segment with our name and our query is ours, though nobody remembers the answer: the process was cut off, or the app
 * was away from the shop for so long that all was forgotten.
 */
async function findAsked({ db }: SegmentDeps, rows: readonly ShopifySegment[], others: readonly FoundSegment[]): Promise<ShopifySegment[]> {
  const found: ShopifySegment[] = [];
  for (const row of rows) {
    const made = row.segmentId === null ? others.find(({ name, query }) => name === row.name && query === row.query) : undefined;
    const now = made ? { ...row, segmentId: idOfGid(made.id), refusal: null } : row;
    if (made) await storeSegment(db, now);
    found.push(now);
  }
  return found;
}
