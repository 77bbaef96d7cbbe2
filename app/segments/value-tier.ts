/** From the best down; a value below zero has a tier of its own. */
export const VALUE_TIERS = ["vip", "high", "mid", "low", "negative"] as const;
export type ValueTier = (typeof VALUE_TIERS)[number];

/** The tiers that a border opens, from the best down. */
export const BORDERED_TIERS = ["vip", "high", "mid"] as const;
export type BorderedTier = (typeof BORDERED_TIERS)[number];

/** Smallest value (minor units) of each tier; null where ties leave the tier empty. Never rises downwards. */
export type ValueBorders = Record<BorderedTier, number | null>;

/** The value a customer must be under to lose a tier held so far: `fallShare` under its border. */
export function borderToKeep(border: number, fallShare: number): number {
  return border - fallShare * Math.abs(border);
}
