import type { ShopTransaction } from "../db/with-shop.server.ts";

/** Which of these tags some customer carries, as we remember what we wrote. */
export async function findCarriedTags(tx: ShopTransaction, shopId: bigint, tags: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ tag: string }[]>`
    SELECT DISTINCT tag FROM customer_writes CROSS JOIN unnest(tags) AS tag
    WHERE shop_id = ${shopId} AND tags && ${tags} AND tag = ANY(${tags})`;
  return new Set(rows.map(({ tag }) => tag));
}
