import type { ShopifySegment } from "../../db/generated/client.ts";
import type { Deps } from "../../deps.server.ts";
import { gid } from "../../shopify/gid.ts";
import { SegmentsById } from "./segments-by-id.graphql.ts";

/** How Shopify has these segments now, by their rows; without those that are gone. */
export async function findSegments<Row extends Pick<ShopifySegment, "shopId" | "segmentId">>(
  { shopify }: Pick<Deps, "shopify">,
  rows: readonly Row[],
): Promise<Map<Row, { name: string; query: string }>> {
  const found = new Map<Row, { name: string; query: string }>();
  if (rows[0] === undefined) return found;
  const { nodes } = await shopify.run(rows[0].shopId, SegmentsById, { ids: rows.map(({ segmentId }) => gid("Segment", segmentId!)) });
  for (const [index, node] of nodes.entries()) if (node && "query" in node) found.set(rows[index]!, { name: node.name, query: node.query });
  return found;
}
