import { Prisma } from "../db/generated/client.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { findStrayed, noteStrays } from "./stray-tags.repo.server.ts";
import { takeMarksTurn } from "./take-marks-turn.repo.server.ts";
import { findTypedOnMerged } from "./typed-on-merged.repo.server.ts";

/**
 * A merge in Shopify moves the tags of one customer to another, ours among them: what we wrote on the one is from then
 * on remembered of the other, uncertain, so that the next write leaves it with one tag of each dimension. Where an import
 * was before the merge's event, who was merged is gone and forgotten by then: any of the tags that we write may have
 * moved. Of a merge that is only guessed at (customer-merges.repo.server.ts) what is remembered is all that has, and it may
 * have gone to somebody else. A tag that the merchant has typed on either of them and that is left alone stays theirs:
 * Shopify has made one of the two. Where a bulk round holds either of them, that waits until the round is over, and where
 * writing is off until it is on again.
 *
 * @param into Only what was merged into this customer.
 * @returns the customers who are to be written now
 */
export async function adoptMerged(tx: ShopTransaction, shopId: bigint, now: Date, into?: bigint): Promise<bigint[]> {
  const merges = Prisma.sql`m.shop_id = ${shopId} ${into === undefined ? Prisma.empty : Prisma.sql`AND m.to_customer_id = ${into}`}`;
  const due = Prisma.sql`
    ${merges} AND (SELECT writing FROM shops WHERE id = ${shopId}) <> 'off'
      AND (NOT m.tags_adopted OR EXISTS (
        SELECT FROM customer_writes w WHERE w.shop_id = ${shopId} AND w.customer_id = m.from_customer_id))
      AND NOT EXISTS (
        SELECT FROM planned_writes held
        WHERE held.shop_id = ${shopId} AND held.customer_id IN (m.from_customer_id, m.to_customer_id))`;
  // An event asks as often as somebody is written, and merges are few.
  const waiting = await tx.$queryRaw<object[]>`SELECT 1 FROM customer_merges m WHERE m.shop_id = ${shopId} AND ${due} LIMIT 1`;
  if (waiting.length === 0) return [];
  await takeMarksTurn(tx, shopId);
  const { soughtTags } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
  const typed = await findTypedOnMerged(tx, soughtTags, merges);
  const strayed = await findStrayed(tx, shopId, Prisma.sql`SELECT m.from_customer_id FROM customer_merges m WHERE m.shop_id = ${shopId} AND ${due} AND m.tags_adopted`);
  const survivors = await tx.$queryRaw<{ customer_id: bigint }[]>`
    WITH due AS (
      UPDATE customer_merges m SET tags_adopted = true WHERE ${due}
      RETURNING m.from_customer_id, m.to_customer_id
    ), moved AS (
      DELETE FROM customer_writes w USING due
      WHERE w.shop_id = ${shopId} AND w.customer_id = due.from_customer_id
      RETURNING w.customer_id, w.tags
    ), gathered AS (
      SELECT due.to_customer_id AS customer_id, array_remove(array_agg(DISTINCT came.tag), NULL) AS tags
      FROM due LEFT JOIN moved ON moved.customer_id = due.from_customer_id
      LEFT JOIN LATERAL unnest(coalesce(moved.tags, ${soughtTags}::text[])) AS came (tag) ON NOT EXISTS (
        SELECT FROM jsonb_to_recordset(${JSON.stringify(typed)}::jsonb) AS typed (customer_id bigint, tag text)
        WHERE typed.customer_id = due.to_customer_id AND typed.tag = came.tag)
      GROUP BY due.to_customer_id
    )
    INSERT INTO customer_writes AS w (shop_id, customer_id, tags, metafields, pending, written_at)
    SELECT ${shopId}::bigint, customer_id, tags, '{}', true, ${now}::timestamptz FROM gathered
    ON CONFLICT (shop_id, customer_id) DO UPDATE
      SET tags = array(SELECT DISTINCT unnest(w.tags || excluded.tags)), pending = true, in_bulk = false, version = w.version + 1
    RETURNING customer_id`;
  await noteStrays(tx, shopId, strayed);
  return survivors.map((it) => it.customer_id);
}
