import type { PoolClient } from "pg";
import { HOLD_LEDGER_STILL } from "../orders/ledger-lock.repo.server.ts";
import type { PlannedWrite } from "./plan-write.ts";
import { TAKE_MARKS_TURN } from "./take-marks-turn.repo.server.ts";

const ROWS_A_STATEMENT = 2000;

/**
 * Remembers, before the first call, all that may be on these customers from now on. Whoever changed a row since the
 * write was planned keeps it; nobody is claimed for an aim that the shop has left; and a customer who was redacted since
 * then, of whom there is neither a row nor a score, does not come back: who scores holds the ledger still, too, and puts
 * no row back. What stood before the first write of a run is logged, and from then on the run can be undone.
 *
 * @returns the writes whose customers are claimed, with the version of the claim
 */
export async function claimMarks(
  client: PoolClient,
  shopId: bigint,
  writes: readonly PlannedWrite[],
  { inBulk, now, runId }: { inBulk: boolean; now: Date; runId: bigint | null },
): Promise<PlannedWrite[]> {
  await client.query(HOLD_LEDGER_STILL, [String(shopId)]);
  if (writes.length > 1) await client.query(TAKE_MARKS_TURN, [String(shopId)]);
  const claimed = new Set<string>();
  for (let first = 0; first < writes.length; first += ROWS_A_STATEMENT) {
    const rows = writes.slice(first, first + ROWS_A_STATEMENT).map(({ customerId, version, possible, aim }) => ({
      customer_id: String(customerId), version, aim, ...possible,
    }));
    const result = await client.query<{ customer_id: string }>(CLAIM, [shopId, JSON.stringify(rows), inBulk, now, runId]);
    for (const row of result.rows) claimed.add(row.customer_id);
  }
  return writes.filter(({ customerId }) => claimed.has(String(customerId))).map((write) => ({ ...write, version: write.version + 1 }));
}

/** All parts of a statement see the table as it was before: what is logged is what stood until the claim. */
const CLAIM = `
  WITH claimed AS (
    INSERT INTO customer_writes AS w (shop_id, customer_id, tags, metafields, pending, in_bulk, version, written_at)
    SELECT $1::bigint, c.customer_id, c.tags, c.metafields, true, $3::boolean, c.version + 1, $4::timestamptz
    FROM jsonb_to_recordset($2::jsonb) AS c (customer_id bigint, version integer, aim text, tags text[], metafields jsonb)
    WHERE (c.aim IS NULL OR c.aim = (SELECT writing FROM shops WHERE id = $1)) AND CASE c.version
      WHEN 0 THEN EXISTS (
        SELECT FROM customer_scores JOIN shops ON shops.id = shop_id AND current_run_id = run_id
        WHERE shop_id = $1 AND customer_scores.customer_id = c.customer_id)
        OR c.aim = 'undoing' AND EXISTS (SELECT FROM written_before known WHERE known.shop_id = $1 AND known.customer_id = c.customer_id)
      ELSE EXISTS (SELECT FROM customer_writes known WHERE known.shop_id = $1 AND known.customer_id = c.customer_id)
    END
    ON CONFLICT (shop_id, customer_id) DO UPDATE
      SET tags = excluded.tags, metafields = excluded.metafields, pending = true, in_bulk = excluded.in_bulk,
        version = excluded.version, error = NULL, written_at = excluded.written_at
      WHERE w.version = excluded.version - 1
    RETURNING customer_id
  ), logged AS (
    INSERT INTO written_before (shop_id, customer_id, write_run_id, tags, metafields, certain, logged_at)
    SELECT $1::bigint, claimed.customer_id, $5::bigint, coalesce(stood.tags, '{}'), coalesce(stood.metafields, '{}'),
      coalesce(NOT stood.pending AND stood.error IS NULL, true), $4::timestamptz
    FROM claimed LEFT JOIN customer_writes stood ON stood.shop_id = $1 AND stood.customer_id = claimed.customer_id
    WHERE $5 IS NOT NULL
    ON CONFLICT (shop_id, customer_id, write_run_id) DO NOTHING
    RETURNING 1
  ), undoable AS (
    UPDATE write_runs SET undoable = true WHERE shop_id = $1 AND id = $5 AND NOT undoable AND EXISTS (SELECT FROM logged)
  )
  SELECT customer_id FROM claimed`;
