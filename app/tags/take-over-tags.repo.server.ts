import type { PoolClient } from "pg";
import type { Database } from "../db/database.server.ts";
import type { WriteRun } from "../db/generated/client.ts";
import { withShopConnection } from "../db/with-shop.server.ts";
import type { NamedTag } from "../segments/tag-names.ts";
import type { Found } from "./asked.ts";
import { stageCarriers } from "./stage-carriers.repo.server.ts";
import { TAKE_MARKS_TURN } from "./take-marks-turn.repo.server.ts";

type TakeOver = {
  /** That were looked for. */
  names: readonly string[];
  /** Since the installation nothing was looked for: what we remember is from before it, and may be gone. */
  isFirst: boolean;
  /** What customers get by their segments. */
  inUse: readonly NamedTag[];
  /** Tags that we do not remember to have written may be taken over, too. */
  isAllowed: boolean;
  now: Date;
};

/**
 * Has our memory be what customers carry: what is remembered and there stays, what is there is remembered from now on as
 * if we had written it, and what is remembered and was not found counts as uncertain, since a search may be behind.
 * Tags that the merchant has typed on and that are left alone stay theirs.
 *
 * @param lines of the file that tagged-in-bulk.graphql.ts asks for
 * @returns tags that we do not remember to have written, where that takes a yes: then nothing has changed; null: all is taken over
 */
export function takeOverTags(
  db: Database,
  { shopId, id }: Pick<WriteRun, "shopId" | "id">,
  { names, isFirst, inUse, isAllowed, now }: TakeOver,
  lines: AsyncIterable<string[]>,
): Promise<Found | null> {
  return withShopConnection(db, shopId, async (client) => {
    await stageCarriers(client, shopId, names, lines);
    const found = isAllowed ? null : await findUnknown(client, shopId, inUse);
    if (found === null) {
      await client.query(TAKE_MARKS_TURN, [String(shopId)]);
      await client.query(CORRECT, [shopId, names]);
      await client.query(DOUBT, [shopId, names, isFirst]);
      await client.query(REMEMBER, [shopId, now]);
      await client.query("UPDATE shops SET sought_tags = sought_tags || $2::text[] WHERE id = $1", [shopId, names]);
    }
    await client.query("UPDATE write_runs SET search_id = NULL WHERE shop_id = $1 AND id = $2", [shopId, id]);
    return found;
  });
}

/** What nothing that we remember explains, by tag; the row without one counts the customers. */
async function findUnknown(client: PoolClient, shopId: bigint, inUse: readonly NamedTag[]): Promise<Found | null> {
  const tagOfSegment = Object.fromEntries(inUse.map(({ place, tag }) => [place.slice(place.lastIndexOf(".") + 1), tag]));
  const { rows } = await client.query<{ tag: string | null; customers: number; leaving: number }>(UNKNOWN, [shopId, tagOfSegment]);
  const tags = rows.flatMap(({ tag, ...counts }) => (tag === null ? [] : { tag, ...counts }));
  const all = rows.find(({ tag }) => tag === null);
  return all && tags.length > 0 ? { customers: all.customers, leaving: all.leaving, tags } : null;
}

const UNKNOWN = `
  SELECT tag, count(DISTINCT c.customer_id)::integer AS customers,
    count(DISTINCT c.customer_id) FILTER (
      WHERE tag IS DISTINCT FROM $2::jsonb ->> value_tier AND tag IS DISTINCT FROM $2::jsonb ->> stage)::integer AS leaving
  FROM carriers c CROSS JOIN unnest(c.tags) AS tag
  LEFT JOIN customer_scores s
    ON s.shop_id = $1 AND s.run_id = (SELECT current_run_id FROM shops WHERE id = $1) AND s.customer_id = c.customer_id
  WHERE NOT EXISTS (
    SELECT FROM customer_writes w WHERE w.shop_id = $1 AND w.customer_id = c.customer_id AND tag = ANY (w.tags))
  GROUP BY GROUPING SETS ((tag), ()) ORDER BY tag`;

/** Of what is certain the reading takes the place. Who is being written right now may carry all of both. */
const CORRECT = `
  UPDATE customer_writes w
  SET tags = read.tags, metafields = read.metafields, version = w.version + 1
  FROM (
    SELECT c.customer_id, stood.version,
      c.tags || array(SELECT tag FROM unnest(stood.tags) AS tag WHERE tag <> ALL (CASE WHEN is_certain THEN $2::text[] ELSE c.tags END)) AS tags,
      CASE WHEN is_certain THEN c.metafields ELSE stood.metafields || c.metafields END AS metafields
    FROM carriers c
    JOIN (SELECT *, NOT pending AND error IS NULL AS is_certain FROM customer_writes WHERE shop_id = $1) AS stood USING (customer_id)
  ) AS read
  WHERE w.shop_id = $1 AND w.customer_id = read.customer_id AND w.version = read.version
    AND NOT (w.tags <@ read.tags AND w.tags @> read.tags AND w.metafields = read.metafields)`;

/**
 * As after a bulk round that was not answered: the next write finds them free. What a shop without tags was given since its
 * installation is certain, though nothing was looked for: else the run that brings tags could not be undone.
 */
const DOUBT = `
  UPDATE customer_writes w SET pending = true, in_bulk = true, version = version + 1
  WHERE shop_id = $1 AND NOT pending AND error IS NULL
    AND (tags && $2::text[] OR ($3::boolean AND written_at < (SELECT installed_at FROM shops WHERE id = $1)))
    AND NOT EXISTS (SELECT FROM carriers c WHERE c.customer_id = w.customer_id)`;

const REMEMBER = `
  INSERT INTO customer_writes (shop_id, customer_id, tags, metafields, pending, written_at)
  SELECT $1::bigint, customer_id, tags, metafields, false, $2::timestamptz FROM carriers WHERE tags <> '{}'
  ON CONFLICT DO NOTHING`;
