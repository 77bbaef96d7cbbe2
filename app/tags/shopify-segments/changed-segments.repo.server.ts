import { z } from "zod";
import type { ShopTransaction } from "../../db/with-shop.server.ts";

export type ChangedSegment = {
  /** As Shopify has it now, or had it last. */
  name: string;
  /** What the merchant has done with it (by-hand.ts), or that Shopify refused to make, change or delete it. */
  what: "renamed" | "edited" | "deleted" | "refused";
  /** Why it was refused, in Shopify's own words. */
  reason: string | null;
};

const ByHand = z.enum(["renamed", "edited", "deleted"]);

/** Segments of ours in Shopify that are not as we would have them. */
export async function readChangedSegments(tx: ShopTransaction, shopId: bigint): Promise<ChangedSegment[]> {
  const rows = await tx.shopifySegment.findMany({
    where: { shopId, OR: [{ byHand: { in: ByHand.options } }, { refusal: { not: null } }] },
    orderBy: { name: "asc" },
  });
  return rows.map(({ name, byHand, refusal: reason }) => ({ name, what: reason === null ? ByHand.parse(byHand) : "refused", reason }));
}
