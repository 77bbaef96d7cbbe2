import type { ScoreRun } from "../db/generated/client.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { LedgerTotals, RECOUNTED_UP_TO_ORDERS } from "../orders/ledger-totals.ts";
import { storeTotals } from "./store-totals.repo.server.ts";
import { moveInTotals, type ScoredChange, TierTotals } from "./tier-totals.ts";

type Run = Pick<ScoreRun, "shopId" | "id" | "tiers" | "ledger">;

/**
 * Brings a run's sums up to date with some customers' changes, as briefly in a large shop as in a small one. Run it while
 * holding the ledger still or its writers back: the sums are read and written.
 */
export async function carryTotals(tx: ShopTransaction, { shopId, id, tiers, ledger }: Run, changes: readonly ScoredChange[]): Promise<void> {
  if (LedgerTotals.parse(ledger).orders <= RECOUNTED_UP_TO_ORDERS) return storeTotals(tx, { shopId, runId: id });
  const carried = changes.reduce(moveInTotals, TierTotals.parse(tiers));
  await tx.scoreRun.update({ where: { shopId_id: { shopId, id } }, data: { tiers: carried } });
}
