import type { ShopTransaction } from "../db/with-shop.server.ts";
import type { BackTest } from "../scoring/back-test.ts";
import { holdLedgerStill } from "../orders/ledger-lock.repo.server.ts";
import type { FittedModel } from "../scoring/fitted-model.ts";
import type { RunInterval } from "../scoring/run-interval.ts";
import type { Alike } from "./find-alike.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import { storeTotals } from "./store-totals.repo.server.ts";

type Switch = { shopId: bigint; runId: bigint; previousRunId: bigint | null };
type Result = { model: FittedModel; backTest: BackTest; interval: RunInterval; borders: SegmentBorders; alike: Alike[] };

/**
 * Makes a written run the one that every reader sees, and keeps of the one before what is still of use: its model,
 * back-test and totals, and who moved since.
 */
export async function switchRun(tx: ShopTransaction, { shopId, runId, previousRunId }: Switch, result: Result, now: Date): Promise<void> {
  await holdLedgerStill(tx, shopId);
  const { startedAt } = await tx.scoreRun.update({ where: { shopId_id: { shopId, id: runId } }, data: { ...result, finishedAt: now } });
  await dropGone(tx, { shopId, runId, startedAt });
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

/**
 * A redaction deletes the rows that it sees, and those of customers whom the run had read before stand there only after
 * it. The second statement is for whoever has bought anew since: that order is no reason to keep what the row says of
 * those before it; a job for the new order stands in line.
 */
async function dropGone(tx: ShopTransaction, { shopId, runId, startedAt }: { shopId: bigint; runId: bigint; startedAt: Date }): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM customer_scores AS score
    WHERE shop_id = ${shopId} AND run_id = ${runId}
      AND NOT EXISTS (SELECT FROM orders WHERE orders.shop_id = ${shopId} AND orders.customer_id = score.customer_id)`;
  // No digest is worked out where nobody was erased since.
  await tx.$executeRaw`
    DELETE FROM customer_scores
    WHERE shop_id = ${shopId} AND run_id = ${runId}
      AND EXISTS (SELECT FROM erasures WHERE shop_id = ${shopId} AND erased_at >= ${startedAt})
      AND is_erased(${shopId}::bigint, 'customer', customer_id, ${startedAt})`;
}
