import type { ShopTransaction } from "../db/with-shop.server.ts";
import type { BackTest } from "../scoring/back-test.ts";
import type { FittedModel } from "../scoring/fitted-model.ts";
import type { RunInterval } from "../scoring/run-interval.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import { storeTotals } from "./store-totals.repo.server.ts";

type Switch = { shopId: bigint; runId: bigint; previousRunId: bigint | null };
type Result = { model: FittedModel; backTest: BackTest; interval: RunInterval; borders: SegmentBorders };

/**
 * Makes a written run the one that every reader sees, and keeps of the one before what is still of use: its model,
 * back-test and totals, and who moved since.
 */
export async function switchRun(tx: ShopTransaction, { shopId, runId, previousRunId }: Switch, result: Result, now: Date): Promise<void> {
  await tx.scoreRun.update({ where: { shopId_id: { shopId, id: runId } }, data: { ...result, finishedAt: now } });
  await storeTotals(tx, { shopId, runId });
  await tx.shop.update({ where: { id: shopId }, data: { currentRunId: runId } });
  if (previousRunId !== null) {
    await tx.$executeRaw`
      INSERT INTO segment_moves (shop_id, customer_id, dimension, "from", "to", moved_at)
      SELECT after.shop_id, after.customer_id, it.dimension, it.old, it.new, ${now}
      FROM customer_scores after
      JOIN customer_scores before
        ON before.shop_id = after.shop_id AND before.customer_id = after.customer_id AND before.run_id = ${previousRunId}
      CROSS JOIN LATERAL (VALUES
        ('value', before.value_tier, after.value_tier),
        ('stage', before.stage, after.stage)) AS it (dimension, old, new)
      WHERE after.shop_id = ${shopId} AND after.run_id = ${runId} AND it.old <> it.new`;
  }
  await tx.customerScore.deleteMany({ where: { shopId, runId: { not: runId } } });
}
