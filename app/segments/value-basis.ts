import type { Standing } from "../scoring/standing.ts";

export type ValueBasis = "lifetime" | "historic";

export type Values = { lifetimeValueMinor: number; historicValueMinor: number };

/**
 * Predictions place customers only where they have proven themselves on the shop's own past; elsewhere tiers go by
 * historic value, and stages without P(alive). Runs from before that was asked were sorted by lifetime value.
 */
export function valueBasis(standing: Standing | null): ValueBasis {
  return standing === null || standing === "proven" ? "lifetime" : "historic";
}

export function tierValueOf({ lifetimeValueMinor, historicValueMinor }: Values, standing: Standing | null): number {
  return valueBasis(standing) === "lifetime" ? lifetimeValueMinor : historicValueMinor;
}
