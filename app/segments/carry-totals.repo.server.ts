import type { ScoreRun } from "../db/generated/client.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { LedgerTotals } from "../orders/ledger-totals.ts";
import { RECOUNTED_UP_TO_ORDERS } from "../orders/recounted-up-to.ts";
import { isByTermsInForce } from "./is-by-terms-in-force.repo.server.ts";
import { SegmentBorders } from "./segment-borders.ts";
import { moveInTotals, type ScoredChange } from "./segment-sums.ts";
import { StageTotals } from "./stage-totals.ts";
import { storeTotals } from "./store-totals.repo.server.ts";
import { TierTotals } from "./tier-totals.ts";

type Run = Pick<ScoreRun, "currency" | "shopId" | "id" | "borders" | "tiers" | "stages" | "ledger">;

/**
 * Brings a run's sums up to date with some customers' changes, as briefly in a large shop as in a small one. Run it while
 * holding the ledger still or its writers back: the sums are read and written.
 */
export async function carryTotals(tx: ShopTransaction, { shopId, id, ledger, ...run }: Run, changes: readonly ScoredChange[]): Promise<void> {
  const isSmall = LedgerTotals.parse(ledger).orders <= RECOUNTED_UP_TO_ORDERS;
  if (isSmall && (await isByTermsInForce(tx, shopId, { ...run, borders: SegmentBorders.parse(run.borders) }))) return storeTotals(tx, { shopId, runId: id });
  let tiers = TierTotals.parse(run.tiers);
  let stages = StageTotals.nullable().parse(run.stages);
  for (const change of changes) {
    tiers = moveInTotals(tiers, change, ({ tier }, { valueTier }) => tier === valueTier);
    stages &&= moveInTotals(stages, change, (total, { stage }) => total.stage === stage);
  }
  await tx.scoreRun.update({ where: { shopId_id: { shopId, id } }, data: { tiers, stages: stages ?? undefined } });
}
