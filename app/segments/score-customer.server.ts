import type { Deps } from "../deps.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { findLedgerColumns } from "../orders/ledger-columns.repo.server.ts";
import { holdLedgerStill } from "../orders/ledger-lock.repo.server.ts";
import { appraiseCustomer } from "../scoring/appraise-customer.ts";
import { historyAt } from "../scoring/customer-history.ts";
import { FittedModel } from "../scoring/fitted-model.ts";
import { summariseUpTo } from "../scoring/purchase-columns.ts";
import { RunInterval } from "../scoring/run-interval.ts";
import { requireShop } from "../shops/find-shop.repo.server.ts";
import { localDay } from "../time/local-day.ts";
import { carryTotals } from "./carry-totals.repo.server.ts";
import { buildScoreRow, type ScoreRow } from "./score-row.ts";
import { saveScoreRow } from "./score-rows.repo.server.ts";
import { SegmentBorders } from "./segment-borders.ts";
import type { ValueTier } from "./value-tier.ts";

type Next = { onScored: (tx: ShopTransaction, shopId: bigint, customerId: bigint) => Promise<void> };
type Payload = { shopId: string; customerId: string };

/**
 * Brings one customer's row in the current run up to date, with the run's own models and borders. Without a run there
 * is nothing to do: the first one will read the customer's orders itself.
 */
export async function scoreCustomer({ db, clock }: Deps, payload: Payload, { onScored }: Next): Promise<void> {
  const shop = await requireShop(db, BigInt(payload.shopId));
  const runId = shop.currentRunId;
  if (runId === null) return;
  const shopId = shop.id;
  const customerId = BigInt(payload.customerId);
  const today = localDay(clock(), shop.timeZone);
  await withShop(db, shopId, async (tx) => {
    // Who is redacted between the reading and the writing would come back with the row.
    await holdLedgerStill(tx, shopId);
    const run = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: runId } } });
    const before = await tx.customerScore.findUnique({ where: { shopId_runId_customerId: { shopId, runId, customerId } } });
    const ledger = await findLedgerColumns(tx, shopId, customerId, today);
    let after: ScoreRow | null = null;
    if (ledger.customers > 0) {
      const kept = { model: FittedModel.parse(run.model), interval: RunInterval.nullable().parse(run.interval) };
      const appraisal = appraiseCustomer(kept, historyAt(summariseUpTo(ledger, today), 0), today);
      const previousTier = (before?.valueTier ?? null) as ValueTier | null;
      after = buildScoreRow(ledger.ordersAt(0), appraisal, SegmentBorders.parse(run.borders), previousTier, today);
      await saveScoreRow(tx, { shopId, runId }, after);
      if (before) await recordMoves(tx, { shopId, customerId }, before, after, clock());
    } else {
      // Every order went elsewhere: merged, deleted or redacted.
      await tx.customerScore.deleteMany({ where: { shopId, runId, customerId } });
    }
    await carryTotals(tx, run, [{ before, after }]);
    await onScored(tx, shopId, customerId);
  });
}

async function recordMoves(
  tx: ShopTransaction,
  customer: { shopId: bigint; customerId: bigint },
  before: { valueTier: string; stage: string },
  after: ScoreRow,
  movedAt: Date,
): Promise<void> {
  const moves = [
    { dimension: "value", from: before.valueTier, to: after.valueTier },
    { dimension: "stage", from: before.stage, to: after.stage },
  ].filter(({ from, to }) => from !== to);
  await tx.segmentMove.createMany({ data: moves.map((move) => ({ ...customer, ...move, movedAt })) });
}
