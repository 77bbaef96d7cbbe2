import { z } from "zod";
import { atLeast, fields, finite, listOf } from "../math/check-shape.ts";
import { SEGMENT_SUMS } from "./segment-sums.ts";
import { VALUE_TIERS } from "./value-tier.ts";

/** A run's customers and their values by tier, from the best down; a tier without a customer is there with zeros. */
export const TierTotals = z.array(z.object({ tier: z.enum(VALUE_TIERS), ...SEGMENT_SUMS }));
export type TierTotals = z.infer<typeof TierTotals>;

const checkTiers = listOf(fields({ customers: atLeast(0), historicValueMinor: finite, predictedValueMinor: finite }));

/** The tiers together. */
export function sumOfTiers(tiers: TierTotals) {
  checkTiers("tiers", tiers);
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
