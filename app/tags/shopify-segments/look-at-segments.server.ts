import type { ShopifySegment } from "../../db/generated/client.ts";
import type { Deps } from "../../deps.server.ts";
import { gid } from "../../shopify/gid.ts";
import { isOurs, judgeHand } from "./by-hand.ts";
import { SegmentsById } from "./segments-by-id.graphql.ts";
import { forgetSegment, storeSegment } from "./shopify-segments.repo.server.ts";

type SegmentDeps = Pick<Deps, "db" | "shopify">;

/**
 * The rows with what the merchant has done since, which is stored, and without those of segments that we have deleted.
 * What is not ours any more is not looked at.
 */
export async function lookAtSegments({ db, shopify }: SegmentDeps, rows: readonly ShopifySegment[]): Promise<ShopifySegment[]> {
  const led = rows.filter((row) => row.segmentId !== null && isOurs(row));
  if (led[0] === undefined) return [...rows];
  const ids = led.map(({ segmentId }) => gid("Segment", segmentId!));
  const { nodes } = await shopify.run(led[0].shopId, SegmentsById, { ids });
  const found = new Map<string, { name: string; query: string }>();
  for (const node of nodes) if (node && "query" in node) found.set(node.id, { name: node.name, query: node.query });
  const judged: ShopifySegment[] = [];
  for (const row of rows) {
    if (row.leaving && !found.has(gid("Segment", row.segmentId!))) {
      await forgetSegment(db, row);
      continue;
    }
    const now = led.includes(row) ? judgeHand(row, found.get(gid("Segment", row.segmentId!)) ?? null) : row;
    if (now !== row) await storeSegment(db, now);
    judged.push(now);
  }
  return judged;
}
