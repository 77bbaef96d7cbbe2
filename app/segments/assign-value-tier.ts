import { BORDERED_TIERS, borderToKeep, type ValueBorders, type ValueTier, VALUE_TIERS } from "./value-tier.ts";

/**
 * The one tier of a lifetime value. Rising is immediate; a tier held so far (and each one under it) is only lost when the value is
 * `fallShare` under its border.
 */
export function assignValueTier(valueMinor: number, borders: ValueBorders, previousTier: ValueTier | null, fallShare: number): ValueTier {
  if (!Number.isFinite(valueMinor)) throw new RangeError(`A lifetime value is ${valueMinor}; allowed: a finite number`);
  if (valueMinor < 0) return "negative";
  for (const tier of BORDERED_TIERS) {
    const border = borders[tier];
    if (border === null) continue;
    const held = previousTier !== null && VALUE_TIERS.indexOf(tier) >= VALUE_TIERS.indexOf(previousTier);
    if (valueMinor >= (held ? borderToKeep(border, fallShare) : border)) return tier;
  }
  return "low";
}
