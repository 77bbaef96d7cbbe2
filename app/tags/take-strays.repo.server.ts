import type { Database } from "../db/database.server.ts";
import { withShopConnection } from "../db/with-shop.server.ts";
import { stageCarriers } from "./stage-carriers.repo.server.ts";
import type { Strays } from "./stray-tags.repo.server.ts";
import { TAKE_MARKS_TURN } from "./take-marks-turn.repo.server.ts";

/**
 * Remembers tags of customers who are gone of whoever carries them now, uncertain: the next write leaves one of each
 * dimension, or none. A merge moves all tags at once: who carries all that stood on one of them, where it was more than one,
 * has them from there. Of a write that was refused more is remembered than stood there: two that we do not remember on who
 * carries them say as much. What a write has left of them since is known on customers whom we write, where a tag that
 * somebody typed on would be taken off, too. Whoever was noted since the search was asked is looked for anew.
 *
 * @param lines of the file that tags-in-bulk.graphql.ts asks for
 */
export function takeStrays(db: Database, shopId: bigint, { sets, searchId, restored }: Strays, now: Date, lines: AsyncIterable<string[]>): Promise<void> {
  return withShopConnection(db, shopId, async (client) => {
    await stageCarriers(client, shopId, [...new Set(sets.flat())], lines);
    await client.query(TAKE_MARKS_TURN, [String(shopId)]);
    const { rowCount } = await client.query("SELECT FROM shops WHERE id = $1 AND stray_search_id = $2", [shopId, searchId]);
    if (rowCount === 0) return;
    await client.query(TAKE, [shopId, JSON.stringify(sets), restored, now]);
    await client.query("UPDATE shops SET stray_tags = '[]', stray_search_id = NULL WHERE id = $1 AND stray_search_id = $2", [shopId, searchId]);
  });
}

/**
 * As after a bulk round that was not answered: the next write finds them free. Most who carry one of the tags have it from us:
 * who carries nothing that is not remembered is let go first.
 */
const TAKE = `
  WITH strays AS (
    SELECT array(SELECT jsonb_array_elements_text(noted.tags)) AS tags FROM jsonb_array_elements($2::jsonb) AS noted (tags)
  ), found AS MATERIALIZED (
    SELECT c.customer_id, c.tags, coalesce(w.tags, '{}') AS remembered, w.customer_id IS NOT NULL AS is_written
    FROM carriers c LEFT JOIN customer_writes w ON w.shop_id = $1 AND w.customer_id = c.customer_id
    WHERE NOT c.tags <@ coalesce(w.tags, '{}')
  ), came AS (
    SELECT customer_id, array_agg(DISTINCT tag) AS tags
    FROM found JOIN strays ON strays.tags && found.tags CROSS JOIN unnest(strays.tags) AS tag
    WHERE tag = ANY (found.tags)
      AND (cardinality(strays.tags) > 1 AND strays.tags <@ found.tags
        OR 1 < (SELECT count(*) FROM unnest(strays.tags) AS moved WHERE moved = ANY (found.tags) AND moved <> ALL (remembered))
        OR is_written AND tag = ANY ($3::text[]))
    GROUP BY customer_id
  )
  INSERT INTO customer_writes AS w (shop_id, customer_id, tags, metafields, pending, in_bulk, written_at)
  SELECT $1::bigint, customer_id, tags, '{}', true, true, $4::timestamptz FROM came
  ON CONFLICT (shop_id, customer_id) DO UPDATE
    SET tags = array(SELECT DISTINCT unnest(w.tags || excluded.tags)), pending = true, in_bulk = true, version = w.version + 1
    WHERE NOT w.tags @> excluded.tags`;
