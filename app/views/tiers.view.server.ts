import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import { VALUE_TIERS } from "#app/segments/value-tier.ts";

type Row = { tier: string; customers: number; historic: number; predicted: number };

/** The current run's customers and values by tier, from the best down; tiers without a customer are there with zeros. */
export async function readTiers(tx: ShopTransaction, shopId: bigint, runId: bigint) {
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

type Tiers = Awaited<ReturnType<typeof readTiers>>;

export function sumOfTiers(tiers: Tiers) {
  const sum = (of: (tier: Tiers[number]) => number) => tiers.reduce((total, tier) => total + of(tier), 0);
  const historicValueMinor = sum((tier) => tier.historicValueMinor);
  const predictedValueMinor = sum((tier) => tier.predictedValueMinor);
  return {
    customers: sum((tier) => tier.customers),
    historicValueMinor,
    predictedValueMinor,
    lifetimeValueMinor: historicValueMinor + predictedValueMinor,
  };
}
