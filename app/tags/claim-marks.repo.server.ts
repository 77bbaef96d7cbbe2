import type { PoolClient } from "pg";
import { HOLD_LEDGER_STILL } from "../orders/ledger-lock.repo.server.ts";
import type { PlannedWrite } from "./plan-write.ts";

const ROWS_A_STATEMENT = 2000;

/**
 * Remembers, before the first call, all that may be on these customers from now on. Whoever changed a row since the
 * write was planned keeps it, and a customer who was redacted since then, of whom there is neither a row nor a score,
 * does not come back: who scores holds the ledger still, too, and puts no row back.
 *
 * @returns the writes whose customers are claimed, with the version of the claim
 */
export async function claimMarks(
  client: PoolClient,
  shopId: bigint,
  writes: readonly PlannedWrite[],
  { inBulk, now }: { inBulk: boolean; now: Date },
): Promise<PlannedWrite[]> {
  await client.query(HOLD_LEDGER_STILL, [String(shopId)]);
  const claimed = new Set<string>();
  for (let first = 0; first < writes.length; first += ROWS_A_STATEMENT) {
    const rows = writes.slice(first, first + ROWS_A_STATEMENT).map(({ customerId, version, possible }) => ({
      customer_id: String(customerId), version, ...possible,
    }));
    const result = await client.query<{ customer_id: string }>(CLAIM, [shopId, JSON.stringify(rows), inBulk, now]);
    for (const row of result.rows) claimed.add(row.customer_id);
  }
  return writes.filter(({ customerId }) => claimed.has(String(customerId))).map((write) => ({ ...write, version: write.version + 1 }));
}

const CLAIM = `
  INSERT INTO customer_writes AS w (shop_id, customer_id, tags, metafields, pending, in_bulk, version, written_at)
  SELECT $1::bigint, c.customer_id, c.tags, c.metafields, true, $3::boolean, c.version + 1, $4::timestamptz
  FROM jsonb_to_recordset($2::jsonb) AS c (customer_id bigint, version integer, tags text[], metafields jsonb)
  WHERE CASE c.version
    WHEN 0 THEN EXISTS (
      SELECT FROM customer_scores JOIN shops ON shops.id = shop_id AND current_run_id = run_id
      WHERE shop_id = $1 AND customer_scores.customer_id = c.customer_id)
    ELSE EXISTS (SELECT FROM customer_writes known WHERE known.shop_id = $1 AND known.customer_id = c.customer_id)
  END
  ON CONFLICT (shop_id, customer_id) DO UPDATE
    SET tags = excluded.tags, metafields = excluded.metafields, pending = true, in_bulk = excluded.in_bulk,
      version = excluded.version, error = NULL, written_at = excluded.written_at
    WHERE w.version = excluded.version - 1
  RETURNING customer_id`;
