import type { Standing } from "../scoring/standing.ts";
import { DEFAULT_VALUE_SHARES } from "./find-value-borders.ts";
import { nextTier, type NextTier } from "./next-tier.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import { tierValueOf, type ValueBasis, valueBasis, type Values } from "./value-basis.ts";
import { BORDERED_TIERS, type BorderedTier, borderToKeep, FALL_SHARE, type ValueBorders, type ValueTier } from "./value-tier.ts";

/** Why this tier: over its border, held from before though under it, under every border, or below zero. */
export type TierReason = "reached" | "held" | "below-borders" | "below-zero";

export type TierExplanation = {
  tier: ValueTier;
  reason: TierReason;
  /** The value that the shop's tiers go by, and why they go by that one; null in runs from before that was asked. */
  basis: ValueBasis;
  standing: Standing | null;
  valueMinor: number;
  /** The tier's own border and the share of customers, counted from the top, that it is drawn for. */
  border: { minor: number; keepMinor: number; shareFromTop: number } | null;
  fallShare: number;
  next: NextTier | null;
};

/** Everything a page needs to say why a customer is in a tier: keys and numbers, no words. */
export function explainTier(values: Values, tier: ValueTier, { value: borders, standing }: SegmentBorders): TierExplanation {
  const valueMinor = tierValueOf(values, standing);
  const border = tier === "low" || tier === "negative" ? null : explainBorder(tier, borders);
  return {
    tier,
    reason: reasonFor(valueMinor, tier, border?.minor ?? null),
    basis: valueBasis(standing),
    standing,
    valueMinor,
    border,
    fallShare: FALL_SHARE,
    next: nextTier(valueMinor, tier, borders),
  };
}

function explainBorder(tier: BorderedTier, borders: ValueBorders): TierExplanation["border"] {
  const minor = borders[tier];
  if (minor === null) return null;
  const upToTier = BORDERED_TIERS.slice(0, BORDERED_TIERS.indexOf(tier) + 1);
  const shareFromTop = upToTier.reduce((sum, it) => sum + DEFAULT_VALUE_SHARES[it], 0);
  return { minor, keepMinor: borderToKeep(minor), shareFromTop };
}

function reasonFor(valueMinor: number, tier: ValueTier, borderMinor: number | null): TierReason {
  if (tier === "negative") return "below-zero";
  if (borderMinor === null) return "below-borders";
  return valueMinor >= borderMinor ? "reached" : "held";
}
