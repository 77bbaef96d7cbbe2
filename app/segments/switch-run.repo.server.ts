import type { ShopTransaction } from "../db/with-shop.server.ts";
import type { BackTest } from "../scoring/back-test.ts";
import type { FittedModel } from "../scoring/fitted-model.ts";
import type { RunInterval } from "../scoring/run-interval.ts";
import { catchUp } from "./catch-up.repo.server.ts";
import type { Alike } from "./find-alike.ts";
import { recordMovesBetween } from "./record-moves.repo.server.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import { beginFlow, storeFlows } from "./segment-flows.repo.server.ts";
import { storeTotals } from "./store-totals.repo.server.ts";
import { takeScoringTurn } from "./take-scoring-turn.repo.server.ts";

type Switch = { shopId: bigint; runId: bigint; previousRunId: bigint | null };
type Result = { model: FittedModel; backTest: BackTest; interval: RunInterval; borders: SegmentBorders; alike: Alike[] };

type Now = {
  now: Date;
  /** The shop's. */
  today: number;
};

/**
 * Makes a written run the one that every reader sees, and keeps of the one before what is still of use: its model,
 * back-test and totals, and who moved since. What happened while the run was under way is in it.
 *
 * @throws Error where another run has begun since: what happened meanwhile was left to that one
 */
export async function switchRun(tx: ShopTransaction, { shopId, runId, previousRunId }: Switch, result: Result, { now, today }: Now): Promise<void> {
  await takeScoringTurn(tx, shopId);
  const newest = await tx.scoreRun.findFirstOrThrow({ where: { shopId }, orderBy: { id: "desc" }, select: { id: true } });
  if (newest.id !== runId) throw new Error(`Run ${runId} of shop ${shopId} was overtaken by run ${newest.id}`);
  const { startedAt, currency } = await tx.scoreRun.update({ where: { shopId_id: { shopId, id: runId } }, data: { ...result, finishedAt: now } });
  await dropGone(tx, { shopId, runId, startedAt });
  await catchUp(tx, { shopId, runId, previousRunId }, { ...result, currency }, today);
  await storeTotals(tx, { shopId, runId });
  await tx.shop.update({ where: { id: shopId }, data: { currentRunId: runId } });
  if (previousRunId !== null) await recordMovesBetween(tx, { shopId, runId, previousRunId }, now);
  await storeFlows(tx, shopId);
  await beginFlow(tx, { shopId, runId }, result.borders, now);
}

/** The rows of every run before it, also of such as were cut off. Nobody reads them any more. */
export async function clearRunsBefore(tx: ShopTransaction, { shopId, runId }: { shopId: bigint; runId: bigint }): Promise<void> {
  await tx.customerScore.deleteMany({ where: { shopId, runId: { lt: runId } } });
}

/**
 * A redaction deletes the rows that it sees, and those of customers whom the run had read before stand there only after
 * it. Whoever has bought anew since is scored anew: that order is no reason to keep what the row says of those before it.
 */
async function dropGone(tx: ShopTransaction, { shopId, runId, startedAt }: { shopId: bigint; runId: bigint; startedAt: Date }): Promise<void> {
  // Both sides as an index has them, in order. Not within the statement that deletes: PostgreSQL has not looked at the run's
  // new rows yet, takes them for few, and would go through millions of orders for each.
  const gone = await tx.$queryRaw<{ customerId: bigint }[]>`
    SELECT customer_id AS "customerId" FROM customer_scores WHERE shop_id = ${shopId} AND run_id = ${runId}
    EXCEPT SELECT customer_id FROM orders WHERE shop_id = ${shopId}`;
  await tx.$executeRaw`
    DELETE FROM customer_scores WHERE shop_id = ${shopId} AND run_id = ${runId} AND customer_id = ANY(${gone.map(({ customerId }) => customerId)}::bigint[])`;
  // No digest is worked out where nobody was erased since.
  await tx.$executeRaw`
    INSERT INTO scored_meanwhile (shop_id, customer_id)
    SELECT shop_id, customer_id FROM customer_scores
    WHERE shop_id = ${shopId} AND run_id = ${runId}
      AND EXISTS (SELECT FROM erasures WHERE shop_id = ${shopId} AND erased_at >= ${startedAt})
      AND is_erased(${shopId}::bigint, 'customer', customer_id, ${startedAt})
    ON CONFLICT DO NOTHING`;
}
