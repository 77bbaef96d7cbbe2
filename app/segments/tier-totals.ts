import { z } from "zod";
import { VALUE_TIERS, type ValueTier } from "./value-tier.ts";

/** A run's customers and their values by tier, from the best down; a tier without a customer is there with zeros. */
export const TierTotals = z.array(
  z.object({
    tier: z.enum(VALUE_TIERS),
    customers: z.number().int(),
    historicValueMinor: z.number().int(),
    predictedValueMinor: z.number().int(),
  }),
);
export type TierTotals = z.infer<typeof TierTotals>;

type Scored = { valueTier: string; historicValueMinor: number | bigint; predictedValueMinor: number | bigint };

/** A customer's row as it was and as it is; null where there is none. */
export type ScoredChange = { before: Scored | null; after: Scored | null };

/** The totals once a customer's row changed. */
export function moveInTotals(totals: TierTotals, { before, after }: ScoredChange): TierTotals {
  const shareOf = (row: Scored | null, tier: ValueTier) =>
    row?.valueTier === tier
      ? { customers: 1, historic: Number(row.historicValueMinor), predicted: Number(row.predictedValueMinor) }
      : { customers: 0, historic: 0, predicted: 0 };
  return totals.map((total) => {
    const lost = shareOf(before, total.tier);
    const won = shareOf(after, total.tier);
    return {
      tier: total.tier,
      customers: total.customers - lost.customers + won.customers,
      historicValueMinor: total.historicValueMinor - lost.historic + won.historic,
      predictedValueMinor: total.predictedValueMinor - lost.predicted + won.predicted,
    };
  });
}

/** The tiers together. */
export function sumOfTiers(tiers: TierTotals) {
  const sum = (of: (tier: TierTotals[number]) => number) => tiers.reduce((total, tier) => total + of(tier), 0);
  const historicValueMinor = sum((tier) => tier.historicValueMinor);
  const predictedValueMinor = sum((tier) => tier.predictedValueMinor);
  return {
    customers: sum((tier) => tier.customers),
    historicValueMinor,
    predictedValueMinor,
    lifetimeValueMinor: historicValueMinor + predictedValueMinor,
  };
}
