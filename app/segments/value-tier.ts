/** From the best down; a value below zero has a tier of its own. */
export const VALUE_TIERS = ["vip", "high", "mid", "low", "negative"] as const;
export type ValueTier = (typeof VALUE_TIERS)[number];

/** The tiers that a border opens, from the best down. */
export const BORDERED_TIERS = ["vip", "high", "mid"] as const;
export type BorderedTier = (typeof BORDERED_TIERS)[number];

/** Smallest lifetime value (minor units) of each tier; null where ties leave the tier empty. Never rises downwards. */
export type ValueBorders = Record<BorderedTier, number | null>;

/** A customer falls out of a tier when the value is this far under its border, so that nobody flaps. */
export const FALL_SHARE = 0.1;

/** The value a customer must be under to lose a tier held so far. */
export function borderToKeep(border: number): number {
  return border - FALL_SHARE * Math.abs(border);
}
