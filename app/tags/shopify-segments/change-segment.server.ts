import type { ShopifySegment } from "../../db/generated/client.ts";
import type { Deps } from "../../deps.server.ts";
import { gid } from "../../shopify/gid.ts";
import { refusalOf } from "./refusal-of.ts";
import { freeName, isCalled } from "./segment-name.ts";
import { SegmentUpdate } from "./segment-update.graphql.ts";
import { storeSegment } from "./shopify-segments.repo.server.ts";
import type { WantedSegment } from "./wanted-segments.ts";

/** Whether a segment of ours is as wanted, and the last change was not refused; a name that the merchant has given it is. */
export function isAsWanted({ name, query, byHand, refusal }: ShopifySegment, wanted: WantedSegment): boolean {
  return refusal === null && query === wanted.query && (byHand === "renamed" || isCalled(name, wanted.name));
}

/**
 * Leads a segment to another tag, or gives it another name.
 *
 * @returns the name that it has then, where Shopify agrees
 */
export async function changeSegment(
  { db, shopify }: Pick<Deps, "db" | "shopify">,
  row: ShopifySegment,
  wanted: WantedSegment,
  namesTaken: Iterable<string>,
): Promise<string> {
  const keepsName = row.byHand === "renamed" || isCalled(row.name, wanted.name);
  const nextName = keepsName ? null : freeName(wanted.name, namesTaken);
  const nextQuery = wanted.query;
  await storeSegment(db, { ...row, nextName, nextQuery });
  const id = gid("Segment", row.segmentId!);
  const { segmentUpdate } = await shopify.run(row.shopId, SegmentUpdate, { id, name: nextName ?? undefined, query: nextQuery });
  const changed = segmentUpdate?.segment;
  const settled = { ...row, nextName: null, nextQuery: null };
  await storeSegment(db, changed ? { ...settled, ...changed, refusal: null } : { ...settled, refusal: refusalOf(segmentUpdate) });
  return nextName ?? row.name;
}
