import type { WantedSegment } from "./wanted-segments.ts";

/** A segment as it is asked for, under this name; Shopify has not answered yet. */
export function askedSegment(shopId: bigint, { place, query }: WantedSegment, name: string) {
  return { shopId, place, segmentId: null, name, query, nextName: null, nextQuery: null, leaving: false, byHand: null, refusal: null };
}
