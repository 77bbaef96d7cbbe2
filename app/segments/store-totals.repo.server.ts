import type { ShopTransaction } from "../db/with-shop.server.ts";
import { readLedgerTotals } from "../orders/ledger-totals.repo.server.ts";
import type { TierTotals } from "./tier-totals.ts";
import { VALUE_TIERS } from "./value-tier.ts";

type Row = { tier: string; customers: number; historic: number; predicted: number };
type Run = { shopId: bigint; runId: bigint };

/**
 * Adds up the whole shop and keeps the sums with the run: seconds of work for a large shop, which no page could wait
 * for. In between, a small shop is added up anew after each order; in a large one
 * `carryTotals` takes in that customer's change, and the ledger's sums are of the run's moment.
 */
export async function storeTotals(tx: ShopTransaction, { shopId, runId }: Run): Promise<void> {
  const tiers = await readTiers(tx, { shopId, runId });
  const ledger = await readLedgerTotals(tx, shopId);
  await tx.scoreRun.update({ where: { shopId_id: { shopId, id: runId } }, data: { tiers, ledger } });
}

async function readTiers(tx: ShopTransaction, { shopId, runId }: Run): Promise<TierTotals> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT value_tier AS tier, count(*)::int AS customers, sum(historic_value_minor)::float8 AS historic,
      sum(predicted_value_minor)::float8 AS predicted
    FROM customer_scores
    WHERE shop_id = ${shopId} AND run_id = ${runId}
    GROUP BY value_tier`;
  return VALUE_TIERS.map((tier) => {
    const row = rows.find((one) => one.tier === tier);
    return {
      tier,
      customers: row?.customers ?? 0,
      historicValueMinor: row?.historic ?? 0,
      predictedValueMinor: row?.predicted ?? 0,
    };
  });
}
