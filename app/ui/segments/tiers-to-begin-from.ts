import { DEFAULT_TIERS } from "#app/segments/default-tiers.ts";
import type { SegmentDefinition, TierRule } from "#app/segments/definition.ts";
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
    share: DEFAULT_TIERS,
    amount: { by: "amount", currency, ...drawn },
    [value.tiers.by]: value.tiers,
  };
}
