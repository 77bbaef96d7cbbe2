import type { ShopTransaction } from "../db/with-shop.server.ts";
import { findLedgerByRule } from "../orders/ledger-by-rule.repo.server.ts";
import { findKeepsStages, findPreviousSegments } from "./previous-segments.repo.server.ts";
import { scoreByRun, type SortingRun } from "./score-by-run.ts";
import { addScoreRows } from "./score-rows.repo.server.ts";
import { takeMeanwhile } from "./scored-meanwhile.repo.server.ts";
import { termsOfRun } from "./terms-of-run.ts";

type Runs = { shopId: bigint; runId: bigint; previousRunId: bigint | null };

/** Gives everybody who was scored while a run was under way the row that it would have given them had it read their orders now. */
export async function catchUp(tx: ShopTransaction, { shopId, runId, previousRunId }: Runs, run: SortingRun, today: number): Promise<void> {
  const customerIds = await takeMeanwhile(tx, shopId);
  if (customerIds.length === 0) return;
  const previousRun = { shopId, runId: previousRunId };
  const keepsStage = await findKeepsStages(tx, previousRun, run.borders.definition);
  const previousOf = await findPreviousSegments(tx, previousRun, customerIds, keepsStage);
  const ledger = await findLedgerByRule(tx, shopId, customerIds, { today, ...termsOfRun(run) });
  const rows = scoreByRun(run, ledger, previousOf, today);
  await tx.$executeRaw`
    DELETE FROM customer_scores WHERE shop_id = ${shopId} AND run_id = ${runId} AND customer_id = ANY(${customerIds}::bigint[])`;
  await addScoreRows(tx, { shopId, runId }, rows);
}
