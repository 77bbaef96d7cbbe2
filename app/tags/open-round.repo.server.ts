import type { Database } from "../db/database.server.ts";
import type { WriteRun } from "../db/generated/client.ts";
import { withShopConnection } from "../db/with-shop.server.ts";
import { claimMarks } from "./claim-marks.repo.server.ts";
import { CALL_KINDS, type CallKind, planCalls } from "./plan-calls.ts";
import type { PlannedWrite } from "./plan-write.ts";
import { type Line, splitRound } from "./split-round.ts";
import { loggingRunOf } from "./writing.ts";

type Opening = { writes: readonly PlannedWrite[]; after: bigint; now: Date };

/** Claims the customers for a bulk round and stores what the round will do; the next round begins after `after`. */
export async function openRound(db: Database, run: WriteRun, { writes, after, now }: Opening): Promise<void> {
  const { shopId, id } = run;
  await withShopConnection(db, shopId, async (client) => {
    const claimed = await claimMarks(client, shopId, writes, { inBulk: true, now, runId: loggingRunOf(run) });
    const rows = claimed.map(({ customerId, version, diff }) => ({ customer_id: String(customerId), version, diff }));
    await client.query(PLAN, [shopId, JSON.stringify(rows)]);
    for (const { kind, part, customerIds } of splitRound(linesOf(claimed))) await client.query(ADD, [shopId, kind, part, customerIds.map(String)]);
    await client.query("UPDATE write_runs SET rounds_after = $3 WHERE shop_id = $1 AND id = $2", [shopId, id, after]);
  });
}

function linesOf(writes: readonly PlannedWrite[]): Map<CallKind, Line[]> {
  const lines = new Map<CallKind, Line[]>(CALL_KINDS.map((kind) => [kind, []]));
  for (const { customerId, diff } of writes) {
    for (const { kind, variables } of planCalls(customerId, diff)) {
      lines.get(kind)!.push({ customerId, bytes: Buffer.byteLength(JSON.stringify(variables)) + 1 });
    }
  }
  return lines;
}

const PLAN = `
  INSERT INTO planned_writes (shop_id, customer_id, version, diff)
  SELECT $1::bigint, customer_id, version, diff
  FROM jsonb_to_recordset($2::jsonb) AS planned (customer_id bigint, version integer, diff jsonb)`;

const ADD = "INSERT INTO bulk_writes (shop_id, kind, part, customer_ids) VALUES ($1, $2, $3, $4)";
