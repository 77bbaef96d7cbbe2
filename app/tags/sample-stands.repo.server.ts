import type { PoolClient } from "pg";
import { isSampled, oneInHowMany } from "../segments/sampling.ts";
import type { Marks } from "./diff-customer.ts";
import type { WrittenRow } from "./plan-write.ts";
import type { Stands } from "./stands.ts";
import type { LeftAlone } from "./wanted-tags.ts";

/**
 * Of the same customers as sampleScores picks, and of those among them who are in no run any more. Picked in the index
 * alone, too. What Shopify refused while the shop's writing had another aim is asked for again: see readMarks.
 */
export async function sampleStands(client: PoolClient, { shopId, customers }: { shopId: bigint; customers: number }): Promise<Stands> {
  const sampled = [shopId, oneInHowMany(customers)];
  const picked = await client.query<{ id: string }>(`SELECT customer_id AS id FROM customer_writes WHERE shop_id = $1 AND ${isSampled("$2")}`, sampled);
  const written = await client.query<Written>(WRITTEN, [shopId, picked.rows.map(({ id }) => id)]);
  const leftAlone = await client.query<{ id: number; kept: LeftAlone }>(
    `SELECT customer_id::float8 AS id, jsonb_object_agg(dimension, kept) AS kept FROM hand_changes
     WHERE shop_id = $1 AND left_alone AND ${isSampled("$2")} GROUP BY customer_id`,
    sampled,
  );
  const merged = await client.query<{ id: number }>("SELECT from_customer_id::float8 AS id FROM customer_merges WHERE shop_id = $1", [shopId]);
  return {
    written: new Map(written.rows.map(({ id, ...row }) => [id, { ...row, certain: !row.pending && row.refusedAt === null }])),
    leftAlone: new Map(leftAlone.rows.map(({ id, kept }) => [id, kept])),
    merged: new Set(merged.rows.map(({ id }) => id)),
  };
}

type Written = Marks & Omit<WrittenRow, "certain"> & { id: number };

const WRITTEN = `
  SELECT customer_id::float8 AS id, tags, metafields, pending, in_bulk AS "inBulk", version,
    customer_id IN (SELECT customer_id FROM planned_writes WHERE shop_id = $1) AS held,
    CASE WHEN error IS NULL THEN NULL WHEN writing <> 'on' OR written_at < writing_since THEN 'epoch' ELSE written_at END AS "refusedAt"
  FROM customer_writes JOIN shops ON shops.id = shop_id
  WHERE shop_id = $1 AND customer_id = ANY($2::bigint[])`;
