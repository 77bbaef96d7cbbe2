import type { Deps } from "../deps.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { findLedgerByRule } from "../orders/ledger-by-rule.repo.server.ts";
import { FittedModel } from "../scoring/fitted-model.ts";
import { RunInterval } from "../scoring/run-interval.ts";
import { requireShop } from "../shops/find-shop.repo.server.ts";
import { localDay } from "../time/local-day.ts";
import { carryTotals } from "./carry-totals.repo.server.ts";
import { segmentsOfStored } from "./previous-segments.repo.server.ts";
import { recordMoves } from "./record-moves.repo.server.ts";
import { scoreByRun } from "./score-by-run.ts";
import { saveScoreRow } from "./score-rows.repo.server.ts";
import { noteMeanwhile } from "./scored-meanwhile.repo.server.ts";
import { SegmentBorders } from "./segment-borders.ts";
import { storeFlowsOfMany } from "./segment-flows.repo.server.ts";
import { LONGEST_TURN_MS, takeScoringTurn } from "./take-scoring-turn.repo.server.ts";
import { termsOfRun } from "./terms-of-run.ts";

type Next = { onScored: (tx: ShopTransaction, shopId: bigint, customerId: bigint) => Promise<void> };
type Payload = { shopId: string; customerId: string };

/**
 * Brings one customer's row in the current run up to date, with the run's own models and borders, also while another run
 * is under way, which hears of it. Without a run there is no row yet: the first one will make it.
 */
export async function scoreCustomer({ db, clock }: Deps, payload: Payload, { onScored }: Next): Promise<void> {
  const shop = await requireShop(db, BigInt(payload.shopId));
  const shopId = shop.id;
  const customerId = BigInt(payload.customerId);
  const today = localDay(clock(), shop.timeZone);
  await withShop(
    db,
    shopId,
    async (tx) => {
      await takeScoringTurn(tx, shopId);
      await noteMeanwhile(tx, { shopId, customerId });
      const { currentRunId: runId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
      if (runId === null) return;
      const run = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: runId } } });
      const before = await tx.customerScore.findUnique({ where: { shopId_runId_customerId: { shopId, runId, customerId } } });
      const kept = {
        model: FittedModel.parse(run.model),
        interval: RunInterval.nullable().parse(run.interval),
        currency: run.currency,
        borders: SegmentBorders.parse(run.borders),
      };
      const ledger = await findLedgerByRule(tx, shopId, [customerId], { today, ...termsOfRun(kept) });
      const [after = null] = scoreByRun(kept, ledger, () => before && segmentsOfStored(before, true), today);
      if (after) await saveScoreRow(tx, { shopId, runId }, after);
      // Every order went elsewhere: merged, deleted or redacted.
      else await tx.customerScore.deleteMany({ where: { shopId, runId, customerId } });
      await recordMoves(tx, shopId, [{ customerId, before, after }], clock());
      await storeFlowsOfMany(tx, shopId);
      await carryTotals(tx, run, [{ before, after }]);
      await onScored(tx, shopId, customerId);
    },
    { timeout: LONGEST_TURN_MS },
  );
}
