import type { Database } from "../db/database.server.ts";
import { withShopConnection } from "../db/with-shop.server.ts";

/**
 * A merge in Shopify moves the tags of one customer to another, ours among them: what we wrote on the one is from then
 * on remembered of the other, uncertain, so that the next write leaves it with one tag of each dimension.
 *
 * While a bulk round may be under way the customers that it holds wait until it is over.
 */
export async function adoptMerged(
  db: Database,
  shopId: bigint,
  { bulkMayRun, now }: { bulkMayRun: boolean; now: Date },
): Promise<void> {
  await withShopConnection(db, shopId, (client) => client.query(ADOPT, [shopId, bulkMayRun, now]));
}

const ADOPT = `
  WITH moved AS (
    DELETE FROM customer_writes w USING customer_merges m
    WHERE w.shop_id = $1 AND m.shop_id = $1 AND m.from_customer_id = w.customer_id
      AND NOT ($2::boolean AND EXISTS (
        SELECT FROM customer_writes held
        WHERE held.shop_id = $1 AND held.customer_id IN (m.from_customer_id, m.to_customer_id) AND held.in_bulk))
    RETURNING m.to_customer_id AS customer_id, w.tags
  ), gathered AS (
    SELECT customer_id,
      array(SELECT DISTINCT tag FROM moved one, unnest(one.tags) AS tag WHERE one.customer_id = moved.customer_id) AS tags
    FROM moved GROUP BY customer_id
  )
  INSERT INTO customer_writes AS w (shop_id, customer_id, tags, metafields, pending, written_at)
  SELECT $1::bigint, customer_id, tags, '{}', true, $3::timestamptz FROM gathered
  ON CONFLICT (shop_id, customer_id) DO UPDATE
    SET tags = array(SELECT DISTINCT unnest(w.tags || excluded.tags)), pending = true, version = w.version + 1`;
