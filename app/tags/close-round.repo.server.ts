import type { Database } from "../db/database.server.ts";
import type { WriteRun } from "../db/generated/client.ts";
import { withShopConnection } from "../db/with-shop.server.ts";
import { type Settled, settleMarks } from "./settle-marks.repo.server.ts";
import type { WriteCounts } from "./write-outcome.ts";
import { reportRound } from "./write-run.repo.server.ts";

type Closing = { settled: readonly Settled[]; counts: WriteCounts; failed: boolean; now: Date };

/** Settles what Shopify answered, and lets go of everybody. What it did not answer stays pending. */
export async function closeRound(db: Database, run: WriteRun, { settled, counts, failed, now }: Closing): Promise<void> {
  const { shopId } = run;
  await withShopConnection(db, shopId, async (client) => {
    await settleMarks(client, shopId, settled, now);
    await client.query("DELETE FROM planned_writes WHERE shop_id = $1", [shopId]);
    await client.query("DELETE FROM bulk_writes WHERE shop_id = $1", [shopId]);
    await reportRound(client, run, counts, failed);
  });
}
