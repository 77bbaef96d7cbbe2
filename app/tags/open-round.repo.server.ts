import type { Database } from "../db/database.server.ts";
import type { WriteRun } from "../db/generated/client.ts";
import { withShopConnection } from "../db/with-shop.server.ts";
import { claimMarks } from "./claim-marks.repo.server.ts";
import { CALL_KINDS, planCalls } from "./plan-calls.ts";
import type { PlannedWrite } from "./plan-write.ts";
import { loggingRunOf } from "./writing.ts";

type Opening = { writes: readonly PlannedWrite[]; after: bigint; now: Date };

/** Claims the customers for a bulk round and stores what the round will do; the next round begins after `after`. */
export async function openRound(db: Database, run: WriteRun, { writes, after, now }: Opening): Promise<void> {
  const { shopId, id } = run;
  await withShopConnection(db, shopId, async (client) => {
    const claimed = await claimMarks(client, shopId, writes, { inBulk: true, now, runId: loggingRunOf(run) });
    const rows = claimed.map(({ customerId, version, diff }) => ({ customer_id: String(customerId), version, diff }));
    await client.query(PLAN, [shopId, JSON.stringify(rows)]);
    for (const kind of CALL_KINDS) {
      const customers = claimed.filter(({ customerId, diff }) => planCalls(customerId, diff).some((call) => call.kind === kind));
      if (customers.length > 0) await client.query(ADD, [shopId, kind, customers.map((it) => String(it.customerId))]);
    }
    await client.query("UPDATE write_runs SET rounds_after = $3 WHERE shop_id = $1 AND id = $2", [shopId, id, after]);
  });
}

const PLAN = `
  INSERT INTO planned_writes (shop_id, customer_id, version, diff)
  SELECT $1::bigint, customer_id, version, diff
  FROM jsonb_to_recordset($2::jsonb) AS planned (customer_id bigint, version integer, diff jsonb)`;

const ADD = "INSERT INTO bulk_writes (shop_id, kind, customer_ids) VALUES ($1, $2, $3)";
