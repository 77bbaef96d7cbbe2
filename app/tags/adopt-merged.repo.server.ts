import { Prisma } from "../db/generated/client.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";

/**
 * A merge in Shopify moves the tags of one customer to another, ours among them: what we wrote on the one is from then
 * on remembered of the other, uncertain, so that the next write leaves it with one tag of each dimension. Where a bulk
 * round holds either of them, that waits until the round is over.
 *
 * @param into Only what was merged into this customer.
 * @returns the customers who are to be written now
 */
export async function adoptMerged(tx: ShopTransaction, shopId: bigint, now: Date, into?: bigint): Promise<bigint[]> {
  const survivors = await tx.$queryRaw<{ customer_id: bigint }[]>`
    WITH moved AS (
      DELETE FROM customer_writes w USING customer_merges m
      WHERE w.shop_id = ${shopId} AND m.shop_id = ${shopId} AND m.from_customer_id = w.customer_id
        ${into === undefined ? Prisma.empty : Prisma.sql`AND m.to_customer_id = ${into}`}
        AND NOT EXISTS (
          SELECT FROM planned_writes held
          WHERE held.shop_id = ${shopId} AND held.customer_id IN (m.from_customer_id, m.to_customer_id))
      RETURNING m.to_customer_id AS customer_id, w.tags
    ), gathered AS (
      SELECT customer_id,
        array(SELECT DISTINCT tag FROM moved one, unnest(one.tags) AS tag WHERE one.customer_id = moved.customer_id) AS tags
      FROM moved GROUP BY customer_id
    )
    INSERT INTO customer_writes AS w (shop_id, customer_id, tags, metafields, pending, written_at)
    SELECT ${shopId}::bigint, customer_id, tags, '{}', true, ${now}::timestamptz FROM gathered
    ON CONFLICT (shop_id, customer_id) DO UPDATE
      SET tags = array(SELECT DISTINCT unnest(w.tags || excluded.tags)), pending = true, in_bulk = false, version = w.version + 1
    RETURNING customer_id`;
  return survivors.map((it) => it.customer_id);
}
