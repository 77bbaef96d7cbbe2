import type { ShopTransaction } from "../db/with-shop.server.ts";

type Kind = "customer" | "order";

/** Remembers, by digests, whom or what a redaction erases. Call it while nobody writes orders (holdOrderWriters). */
export async function rememberErased(tx: ShopTransaction, shopId: bigint, kind: Kind, ids: readonly bigint[], now: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO erasures (shop_id, digest, erased_at)
    SELECT DISTINCT ${shopId}::bigint, erasure_digest(${shopId}::bigint, ${kind}, id), ${now}::timestamptz
    FROM unnest(${ids}::bigint[]) AS id
    ON CONFLICT (shop_id, digest) DO UPDATE SET erased_at = excluded.erased_at`;
}

/** How many they are; only ever more. */
export function countErased(tx: ShopTransaction, shopId: bigint): Promise<number> {
  return tx.erasure.count({ where: { shopId } });
}

/** Before this a shop has no customers. */
const EVER = new Date(0);

/** Whether it was, at that time or later. */
export async function wasErased(tx: ShopTransaction, shopId: bigint, kind: Kind, id: bigint, since = EVER): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ erased: boolean }[]>`
    SELECT is_erased(${shopId}::bigint, ${kind}, ${id}::bigint, ${since}::timestamptz) AS erased`;
  return row!.erased;
}
