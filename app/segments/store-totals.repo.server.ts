import type { ShopTransaction } from "../db/with-shop.server.ts";
import { readLedgerTotals } from "../orders/ledger-totals.repo.server.ts";
import type { GroupChance } from "../scoring/group-interval.ts";
import { NOBODY, type SegmentSums } from "./segment-sums.ts";
import { STAGES } from "./stage.ts";
import type { StageTotals } from "./stage-totals.ts";
import type { TierTotals } from "./tier-totals.ts";
import { VALUE_TIERS } from "./value-tier.ts";

/** Of one segment: the other dimension is null. */
type Row = { tier: string | null; stage: string | null; customers: number; historic: number; predicted: number; drawn: number } & GroupChance;
type Run = { shopId: bigint; runId: bigint };

/**
 * Adds up the whole shop and keeps the sums with the run: seconds of work for a large shop, which no page could wait
 * for. In between, a small shop is added up anew after each order; in a large one
 * `carryTotals` takes in that customer's change, and the ledger's sums are of the run's moment.
 */
export async function storeTotals(tx: ShopTransaction, { shopId, runId }: Run): Promise<void> {
  const segments = await readSegments(tx, { shopId, runId });
  const ledger = await readLedgerTotals(tx, shopId);
  await tx.scoreRun.update({ where: { shopId_id: { shopId, id: runId } }, data: { ...segments, ledger } });
}

async function readSegments(tx: ShopTransaction, { shopId, runId }: Run): Promise<{ tiers: TierTotals; stages: StageTotals }> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT value_tier AS tier, stage, count(*)::int AS customers, sum(historic_value_minor)::float8 AS historic,
      sum(predicted_value_minor)::float8 AS predicted, count(log_nothing)::int AS drawn,
      (count(*) FILTER (WHERE purchases > 0))::int AS buyers, sum(predicted_lower_minor)::float8 AS "lowerMinor",
      sum(predicted_upper_minor)::float8 AS "upperMinor", sum(predicted_variance) AS "varianceMinor", sum(log_nothing) AS "logNothing"
    FROM customer_scores
    WHERE shop_id = ${shopId} AND run_id = ${runId}
    GROUP BY GROUPING SETS ((value_tier), (stage))`;
  return {
    tiers: VALUE_TIERS.map((tier) => ({ tier, ...sumsOf(rows.find((row) => row.tier === tier)) })),
    stages: STAGES.map((stage) => ({ stage, ...sumsOf(rows.find((row) => row.stage === stage)) })),
  };
}

function sumsOf(row: Row | undefined): SegmentSums {
  if (!row) return NOBODY;
  const { customers, historic, predicted, drawn, buyers, lowerMinor, upperMinor, varianceMinor, logNothing } = row;
  const chance = drawn === customers ? { buyers, lowerMinor, upperMinor, varianceMinor, logNothing } : null;
  return { customers, historicValueMinor: historic, predictedValueMinor: predicted, chance };
}
