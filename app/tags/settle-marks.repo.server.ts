import type { PoolClient } from "pg";
import { TAKE_MARKS_TURN } from "./take-marks-turn.repo.server.ts";
import type { WriteOutcome } from "./write-outcome.ts";

const ROWS_A_STATEMENT = 2000;

export type Settled = WriteOutcome & {
  /** Of the claim; a row that has another one by now stays pending. */
  version: number;
};

/** @returns the customers who were settled; fewer than given where somebody else has changed a row meanwhile. */
export async function settleMarks(client: PoolClient, shopId: bigint, outcomes: readonly Settled[], now: Date): Promise<Set<bigint>> {
  const settled = new Set<bigint>();
  if (outcomes.length > 1) await client.query(TAKE_MARKS_TURN, [String(shopId)]);
  for (let first = 0; first < outcomes.length; first += ROWS_A_STATEMENT) {
    const rows = outcomes.slice(first, first + ROWS_A_STATEMENT).map(({ customerId, version, marks, error }) => ({
      customer_id: String(customerId), version, error, tags: marks?.tags, metafields: marks?.metafields,
    }));
    const kept = await client.query<{ customer_id: string }>(KEEP, [shopId, JSON.stringify(rows), now]);
    const forgotten = await client.query<{ customer_id: string }>(FORGET, [shopId, JSON.stringify(rows)]);
    for (const row of [...kept.rows, ...forgotten.rows]) settled.add(BigInt(row.customer_id));
  }
  return settled;
}

const KEEP = `
  UPDATE customer_writes w
  SET tags = c.tags, metafields = c.metafields, error = c.error, pending = false, in_bulk = false, tries = 0,
    version = w.version + 1, written_at = $3::timestamptz
  FROM jsonb_to_recordset($2::jsonb) AS c (customer_id bigint, version integer, tags text[], metafields jsonb, error text)
  WHERE w.shop_id = $1 AND w.customer_id = c.customer_id AND w.version = c.version AND c.tags IS NOT NULL
  RETURNING w.customer_id`;

const FORGET = `
  DELETE FROM customer_writes w
  USING jsonb_to_recordset($2::jsonb) AS c (customer_id bigint, version integer, tags text[])
  WHERE w.shop_id = $1 AND w.customer_id = c.customer_id AND w.version = c.version AND c.tags IS NULL
  RETURNING w.customer_id`;
