import { oneOf, orNull } from "../math/check-shape.ts";
import { type Standing, STANDINGS } from "../scoring/standing.ts";
import type { SegmentBorders } from "./segment-borders.ts";

const checkStanding = orNull(oneOf(STANDINGS));

export type ValueBasis = "lifetime" | "historic";

export type Values = { lifetimeValueMinor: number; historicValueMinor: number };

/**
 * Predictions place customers only where they have proven themselves on the shop's own past; elsewhere tiers go by
 * historic value, and stages without P(alive). Runs from before that was asked were sorted by lifetime value.
 */
export function valueBasis(standing: Standing | null): ValueBasis {
  checkStanding("standing", standing);
  return standing === null || standing === "proven" ? "lifetime" : "historic";
}

type Sorting = Pick<SegmentBorders, "standing" | "definition">;

/** The value that tiers go by: as the standing allows, where the merchant has not chosen historic value. */
export function tierBasis({ standing, definition }: Sorting): ValueBasis {
  return definition.value.basis === "historic" ? "historic" : valueBasis(standing);
}

export function tierValueOf({ lifetimeValueMinor, historicValueMinor }: Values, sorting: Sorting): number {
  return tierBasis(sorting) === "lifetime" ? lifetimeValueMinor : historicValueMinor;
}
