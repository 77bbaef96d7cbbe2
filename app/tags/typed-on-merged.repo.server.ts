import type { Prisma } from "../db/generated/client.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { foldTag } from "../segments/fold-tag.ts";

/** A tag of ours, as we spell it, that somebody has typed on a customer (in digits) into whom others were merged, or on one of these. */
type TypedTag = { customer_id: string; tag: string };

/**
 * What was typed on and is left alone. It stands in the merchant's spelling, which PostgreSQL may not fold as Shopify does.
 *
 * @param merges which of them (m), as a condition
 */
export async function findTypedOnMerged(tx: ShopTransaction, soughtTags: readonly string[], merges: Prisma.Sql): Promise<TypedTag[]> {
  const typed = await tx.$queryRaw<{ customer_id: bigint; tag: string }[]>`
    SELECT m.to_customer_id AS customer_id, tag
    FROM customer_merges m CROSS JOIN LATERAL (VALUES (m.from_customer_id), (m.to_customer_id)) AS either (customer_id)
    JOIN hand_changes h ON h.shop_id = m.shop_id AND h.customer_id = either.customer_id AND h.left_alone
    CROSS JOIN unnest(h.added) AS tag
    WHERE ${merges}`;
  if (typed.length === 0) return [];
  const written = await tx.$queryRaw<{ tag: string }[]>`
    SELECT DISTINCT unnest(w.tags) AS tag
    FROM customer_merges m JOIN customer_writes w ON w.shop_id = m.shop_id AND w.customer_id = m.from_customer_id
    WHERE ${merges}`;
  const ours = Map.groupBy([...soughtTags, ...written.map((it) => it.tag)], foldTag);
  return typed.flatMap(({ customer_id, tag }) => (ours.get(foldTag(tag)) ?? []).map((spelled) => ({ customer_id: String(customer_id), tag: spelled })));
}
