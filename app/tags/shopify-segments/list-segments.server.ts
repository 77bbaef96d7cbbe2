import type { Deps } from "../../deps.server.ts";
import type { EverySegmentQuery } from "../../shopify/generated/operations.ts";
import { EverySegment } from "./every-segment.graphql.ts";

export type FoundSegment = { id: string; name: string; query: string };

/** All of the shop's, whoever made them. */
export async function listSegments({ shopify }: Pick<Deps, "shopify">, shopId: bigint): Promise<FoundSegment[]> {
  const found: FoundSegment[] = [];
  for (let after: string | null = null; ; ) {
    const { segments }: EverySegmentQuery = await shopify.run(shopId, EverySegment, { after });
    found.push(...segments.nodes);
    if (!segments.pageInfo.hasNextPage) return found;
    after = segments.pageInfo.endCursor;
  }
}
