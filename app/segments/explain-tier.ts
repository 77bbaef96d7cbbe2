import { fields, finite, oneOf } from "../math/check-shape.ts";
import type { Standing } from "../scoring/standing.ts";
import { checkBorders } from "./check-borders.ts";
import type { TierRule } from "./definition.ts";
import { nextTier, type NextTier } from "./next-tier.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import { tierBasis, tierValueOf, type ValueBasis, type Values } from "./value-basis.ts";
import { BORDERED_TIERS, borderToKeep, type ValueTier, VALUE_TIERS } from "./value-tier.ts";

/** Why this tier: over its border, held from before though under it, under every border, or below zero. */
export type TierReason = "reached" | "held" | "below-borders" | "below-zero";

export type TierExplanation = {
  tier: ValueTier;
  reason: TierReason;
  /** The value that the shop's tiers go by, and why; null where the merchant chose it, and in runs from before that was asked. */
  basis: ValueBasis;
  standing: Standing | null;
  valueMinor: number;
  /** The tier's own border and the share of customers, counted from the top, that it is drawn for; null: a fixed amount. */
  border: { minor: number; keepMinor: number; shareFromTop: number | null } | null;
  fallShare: number;
  next: NextTier | null;
};

const checkValues = fields({ lifetimeValueMinor: finite, historicValueMinor: finite });

/** Everything a page needs to say why a customer is in a tier: keys and numbers, no words. */
export function explainTier(values: Values, tier: ValueTier, segmentBorders: SegmentBorders): TierExplanation {
  checkValues("values", values);
  oneOf(VALUE_TIERS)("tier", tier);
  checkBorders("segmentBorders", segmentBorders);
  const { value: borders, standing, definition: { value: rule } } = segmentBorders;
  const valueMinor = tierValueOf(values, segmentBorders);
  const minor = tier === "low" || tier === "negative" ? null : borders[tier];
  return {
    tier,
    reason: reasonFor(valueMinor, tier, minor),
    basis: tierBasis(segmentBorders),
    standing: rule.basis === "auto" ? standing : null,
    valueMinor,
    border: minor === null ? null : { minor, keepMinor: borderToKeep(minor, rule.fallShare), shareFromTop: shareFromTop(tier, rule.tiers) },
    fallShare: rule.fallShare,
    next: nextTier(valueMinor, tier, borders),
  };
}

function shareFromTop(tier: ValueTier, rule: TierRule): number | null {
  if (rule.by === "amount") return null;
  const upToTier = BORDERED_TIERS.filter((it) => VALUE_TIERS.indexOf(it) <= VALUE_TIERS.indexOf(tier));
  return upToTier.reduce((sum, it) => sum + rule[it], 0);
}

function reasonFor(valueMinor: number, tier: ValueTier, borderMinor: number | null): TierReason {
  if (tier === "negative") return "below-zero";
  if (borderMinor === null) return "below-borders";
  return valueMinor >= borderMinor ? "reached" : "held";
}
