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

/** Whether it ever was. */
export async function wasErased(tx: ShopTransaction, shopId: bigint, kind: Kind, id: bigint): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ erased: boolean }[]>`
    SELECT is_erased(${shopId}::bigint, ${kind}, ${id}::bigint, '-infinity') AS erased`;
  return row!.erased;
}
