import type { ShopifySegment } from "../../db/generated/client.ts";
import type { Deps } from "../../deps.server.ts";
import { gid } from "../../shopify/gid.ts";
import { isOurs } from "./by-hand.ts";
import { refusalOf } from "./refusal-of.ts";
import { SegmentDelete } from "./segment-delete.graphql.ts";
import { SegmentsById } from "./segments-by-id.graphql.ts";
import { forgetSegment, storeSegment } from "./shopify-segments.repo.server.ts";

/** Deletes a segment that is not wanted any more. One that the merchant has made their own stays, and is only forgotten. */
export async function takeAwaySegment({ db, shopify }: Pick<Deps, "db" | "shopify">, row: ShopifySegment): Promise<void> {
  if (row.segmentId !== null && isOurs(row)) {
    const id = gid("Segment", row.segmentId);
    await storeSegment(db, { ...row, leaving: true });
    const { segmentDelete } = await shopify.run(row.shopId, SegmentDelete, { id });
    if (!segmentDelete?.deletedSegmentId) {
      const { nodes } = await shopify.run(row.shopId, SegmentsById, { ids: [id] });
      if (nodes[0]) return storeSegment(db, { ...row, refusal: refusalOf(segmentDelete) });
    }
  }
  await forgetSegment(db, row);
}
