import { DEFAULT_DEFINITION, type SegmentDefinition, type TierRule } from "#app/segments/definition.ts";
import type { ValueBorders } from "#app/segments/value-tier.ts";

/**
 * Borders for a merchant who goes over to the other way of setting them: as they are set, or as they were drawn, so that
 * nobody moves at first.
 *
 * @param borders of the current run; null before the first
 */
export function tiersToBeginFrom({ value }: SegmentDefinition, borders: ValueBorders | null, currency: string): Record<TierRule["by"], TierRule> {
  const drawn = { vip: borders?.vip ?? 0, high: borders?.high ?? 0, mid: borders?.mid ?? 0 };
  return {
    share: DEFAULT_DEFINITION.value.tiers,
    amount: { by: "amount", currency, ...drawn },
    [value.tiers.by]: value.tiers,
  };
}
