import { fields, finite, oneOf, orNull } from "#app/math/check-shape.ts";
import { assignValueTier } from "./assign-value-tier.ts";
import { type ValueBorders, type ValueTier, VALUE_TIERS } from "./value-tier.ts";

const border = orNull(finite);
const checkTier = oneOf(VALUE_TIERS);
const checkBorders = fields({ vip: border, high: border, mid: border });

export type NextTier = {
  tier: ValueTier;
  borderMinor: number;
  /** What is missing, in whole minor units. */
  amountMinor: number;
};

/** The next tier up that can be reached, and how far it is; null for the best one. */
export function nextTier(valueMinor: number, tier: ValueTier, borders: ValueBorders): NextTier | null {
  finite("valueMinor", valueMinor);
  checkTier("tier", tier);
  checkBorders("borders", borders);
  const above = VALUE_TIERS.slice(0, VALUE_TIERS.indexOf(tier)).reverse();
  for (const candidate of above) {
    const borderMinor = candidate === "low" || candidate === "negative" ? 0 : borders[candidate];
    if (borderMinor === null || borderMinor <= valueMinor) continue;
    // Where borders coincide one step leads past several tiers. Nothing is held on the way up.
    const reached = assignValueTier(borderMinor, borders, null, 0);
    return { tier: reached, borderMinor, amountMinor: Math.ceil(borderMinor - valueMinor) };
  }
  return null;
}
