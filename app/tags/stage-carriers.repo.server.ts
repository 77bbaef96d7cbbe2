import type { PoolClient } from "pg";
import { HOLD_LEDGER_STILL } from "../orders/ledger-lock.repo.server.ts";
import { neverErased } from "../orders/not-erased-sql.ts";
import { foldTag } from "../segments/fold-tag.ts";
import { parseCarrier } from "./carrier.ts";

/**
 * Reads who carries which of these names into the temporary table `carriers`: without those who were erased, and without
 * tags that the merchant has typed on and that are left alone. From then on the ledger is held still.
 *
 * @param lines of the file that tagged-in-bulk.graphql.ts or tags-in-bulk.graphql.ts asks for
 */
export async function stageCarriers(client: PoolClient, shopId: bigint, names: readonly string[], lines: AsyncIterable<string[]>): Promise<void> {
  await client.query("CREATE TEMPORARY TABLE carriers (customer_id bigint PRIMARY KEY, tags text[], metafields jsonb) ON COMMIT DROP");
  for await (const some of lines) {
    const carriers = some.filter((line) => line !== "").map((line) => parseCarrier(line, names));
    const rows = carriers.map(({ customerId, tags, metafields }) => ({ customer_id: String(customerId), tags, metafields }));
    await client.query(STAGE, [JSON.stringify(rows)]);
  }
  await client.query("ANALYZE carriers");
  await client.query(HOLD_LEDGER_STILL, [String(shopId)]);
  await client.query(`DELETE FROM carriers WHERE NOT ${neverErased(shopId, "customer_id")}`);
  await leaveAlone(client, shopId, names);
}

/** What was typed on stands in the merchant's spelling, which PostgreSQL may not fold as Shopify does. */
async function leaveAlone(client: PoolClient, shopId: bigint, names: readonly string[]): Promise<void> {
  const spelled = new Map(names.map((name) => [foldTag(name), name]));
  const { rows } = await client.query<{ customer_id: string; tag: string }>(TYPED, [shopId]);
  const typed = rows.flatMap(({ customer_id, tag }) => {
    const name = spelled.get(foldTag(tag));
    return name === undefined ? [] : { customer_id, tag: name };
  });
  await client.query(LEAVE_ALONE, [JSON.stringify(typed)]);
}

const STAGE = `
  INSERT INTO carriers (customer_id, tags, metafields)
  SELECT customer_id, tags, metafields FROM jsonb_to_recordset($1::jsonb) AS c (customer_id bigint, tags text[], metafields jsonb)`;

const TYPED = `
  SELECT customer_id, tag FROM hand_changes JOIN carriers USING (customer_id) CROSS JOIN unnest(added) AS tag
  WHERE shop_id = $1 AND left_alone`;

const LEAVE_ALONE = `
  UPDATE carriers c SET tags = array(SELECT tag FROM unnest(c.tags) AS tag WHERE tag <> ALL (typed.tags))
  FROM (
    SELECT customer_id, array_agg(tag) AS tags FROM jsonb_to_recordset($1::jsonb) AS t (customer_id bigint, tag text)
    GROUP BY customer_id
  ) AS typed
  WHERE c.customer_id = typed.customer_id`;
