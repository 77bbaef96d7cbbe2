import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";

/**
 * Has everything rest that reads from Shopify unasked: imports, comparisons, what the night reads. Each step of theirs looks
 * before it begins, and an import at each part of its file. What Shopify tells of is read all the same.
 *
 * @param staffId who says so; null where the admin did not tell
 * @returns busy: it rests already
 */
export async function pauseReading({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, { staffId }: { staffId: string | null }): Promise<"paused" | "busy"> {
  // Holding the shop's row as others do would wait for the part that is being merged.
  const { count } = await withShop(db, shopId, (tx) =>
    tx.shop.updateMany({ where: { id: shopId, readingPausedAt: null }, data: { readingPausedAt: clock(), readingPausedBy: staffId } }),
  );
  return count === 0 ? "busy" : "paused";
}
