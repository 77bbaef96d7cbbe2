import type { ShopTransaction } from "../db/with-shop.server.ts";

/** Whether imports and comparisons with Shopify rest until the merchant says otherwise. */
export async function isReadingPaused(tx: ShopTransaction, shopId: bigint): Promise<boolean> {
  const { readingPausedAt } = await tx.shop.findUniqueOrThrow({ where: { id: shopId }, select: { readingPausedAt: true } });
  return readingPausedAt !== null;
}
