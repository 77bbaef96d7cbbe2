import type { Database } from "../db/database.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { takeMarksTurn } from "../tags/take-marks-turn.repo.server.ts";
import { RETENTION } from "./retention.ts";

/** Rows a statement: each is a transaction of its own, so that nobody waits for a shop's whole past. */
const BATCH = 5000;

/** Removes what has been kept long enough. May be cut off anywhere: the next night goes on. */
export async function pruneShop(db: Database, shopId: bigint, now: Date): Promise<void> {
  for (const statement of STATEMENTS) {
    let changed = BATCH;
    while (changed === BATCH) {
      changed = await withShop(db, shopId, async (tx) => {
        if (statement === FORGET_REFUSALS) await takeMarksTurn(tx, shopId);
        return tx.$executeRawUnsafe(statement, shopId, now);
      });
    }
  }
}

/** $1 is the shop, $2 the time. */
const before = (column: string, days: number) => `${column} < $2::timestamptz - interval '${days} days'`;
const beyond = (table: string, kept: number) => `
  finished_at IS NOT NULL AND id <= (
    SELECT id FROM ${table} WHERE shop_id = $1 AND finished_at IS NOT NULL ORDER BY id DESC OFFSET ${kept} LIMIT 1)`;
const remove = (table: string, key: string, condition: string) => `
  DELETE FROM ${table} WHERE shop_id = $1 AND $2::timestamptz IS NOT NULL AND (${key}) IN (
    SELECT ${key} FROM ${table} WHERE shop_id = $1 AND ${condition} LIMIT ${BATCH})`;

const UNFINISHED = `finished_at IS NULL AND ${before("started_at", RETENTION.unfinishedScoreRunDays)}`;

const STILL = "NOT EXISTS (SELECT FROM shops WHERE id = $1 AND writing = 'undoing')";
/** Runs that wrote to nobody do not count. */
const UNDOABLE_AS_MANY = `
  SELECT id FROM write_runs WHERE shop_id = $1 AND kind = 'write' AND customers_done > 0 ORDER BY id DESC OFFSET ${RETENTION.undoableRuns} LIMIT 1`;

/** What a shop waits for may hang on it: its currency, and which traits were read. */
const LAST_DONE = "SELECT max(id) FROM imports WHERE shop_id = $1 AND status = 'done'";

const FORGET_REFUSALS = `
  UPDATE customer_writes SET error = NULL WHERE shop_id = $1 AND customer_id IN (
    SELECT customer_id FROM customer_writes
    WHERE shop_id = $1 AND error IS NOT NULL AND NOT pending AND ${before("written_at", RETENTION.refusalDays)} LIMIT ${BATCH})`;

const STATEMENTS = [
  `UPDATE write_runs SET undoable = false
   WHERE shop_id = $1 AND undoable AND ${STILL} AND (${before("started_at", RETENTION.undoDays)} OR id <= (${UNDOABLE_AS_MANY}))`,
  remove("written_before", "customer_id, write_run_id", `${STILL} AND write_run_id NOT IN (
    SELECT id FROM write_runs WHERE shop_id = $1 AND (undoable OR finished_at IS NULL OR undone_by IS NOT NULL AND NOT ${before("started_at", RETENTION.undoDays)}))`),
  remove("webhook_deliveries", "webhook_id", before("received_at", RETENTION.webhookDeliveryDays)),
  remove("segment_flows", "run_id", before("since", RETENTION.segmentFlowDays)),
  remove("shop_sessions", "id", `NOT starts_with(id, 'offline_') AND ${before("exchanged_at", RETENTION.staffSessionDays)}`),
  remove("segment_moves", "id", before("moved_at", RETENTION.segmentMoveDays)),
  remove("write_runs", "id", `${before("finished_at", RETENTION.writeRunDays)} AND ${beyond("write_runs", 1)}`),
  // Its customers first: a run that never became the current one may have written them.
  remove("customer_scores", "run_id, customer_id", `run_id IN (SELECT id FROM score_runs WHERE shop_id = $1 AND ${UNFINISHED})`),
  remove("score_runs", "id", UNFINISHED),
  remove("score_runs", "id", beyond("score_runs", RETENTION.scoreRuns)),
  remove("imports", "id", `${beyond("imports", RETENTION.imports)} AND id IS DISTINCT FROM (${LAST_DONE})`),
  remove("reconciliations", "id", beyond("reconciliations", RETENTION.reconciliations)),
  remove("gone_orders", "order_id", before("seen_at", RETENTION.goneOrderDays)),
  remove("shopify_limits", "process", before("noted_at", RETENTION.limitNoteDays)),
  remove("customer_accesses", "id", before("at", RETENTION.customerAccessDays)),
  remove("customer_files", "id", before("asked_at", RETENTION.customerFileDays)),
  remove("data_requests", "id", before("requested_at", RETENTION.dataRequestDays)),
  FORGET_REFUSALS,
];
