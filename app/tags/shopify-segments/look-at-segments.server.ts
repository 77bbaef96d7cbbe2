import type { ShopifySegment } from "../../db/generated/client.ts";
import type { Deps } from "../../deps.server.ts";
import { isOurs, judgeHand } from "./by-hand.ts";
import { findSegments } from "./find-segments.server.ts";
import { forgetSegment, storeSegment } from "./shopify-segments.repo.server.ts";

type SegmentDeps = Pick<Deps, "db" | "shopify">;

/**
 * The rows with what the merchant has done since, which is stored, and without those of segments that we have deleted.
 * What is not ours any more is not looked at.
 */
export async function lookAtSegments({ db, shopify }: SegmentDeps, rows: readonly ShopifySegment[]): Promise<ShopifySegment[]> {
  const led = rows.filter((row) => row.segmentId !== null && isOurs(row));
  if (led.length === 0) return [...rows];
  const found = await findSegments({ shopify }, led);
  const judged: ShopifySegment[] = [];
  for (const row of rows) {
    if (row.leaving && !found.has(row)) {
      await forgetSegment(db, row);
      continue;
    }
    const now = led.includes(row) ? judgeHand(row, found.get(row) ?? null) : row;
    if (now !== row) await storeSegment(db, now);
    judged.push(now);
  }
  return judged;
}
