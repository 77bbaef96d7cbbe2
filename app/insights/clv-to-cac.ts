import { atLeast, finite, oneOf } from "#app/math/check-shape.ts";
import { acquisitionCost } from "./acquisition-cost.ts";
import { type Band, type Standing, standingIn } from "./band.ts";
import { combined, known, measured, type Measured } from "./combined.ts";
import type { LabelledValue } from "./labelled-value.ts";

/** Usual ratios of lifetime value to acquisition cost. */
const BANDS = {
  retail: { from: 2, to: 3 },
  saas: { from: 3, to: 5 },
  b2b: { from: 5, to: 10 },
} as const satisfies Record<string, Band>;

export type Business = keyof typeof BANDS;
export const BUSINESSES = Object.keys(BANDS) as Business[];

export type ClvToCac = LabelledValue & { business: Business; standing: Standing | null };

/** Lifetime value / acquisition cost, against what is usual in the business. A ratio says nothing of the amount. */
export function clvToCac(lifetimeValue: Measured, cost: Measured, business: Business): ClvToCac {
  const band = bandOf(business);
  measured(finite)("lifetimeValue", lifetimeValue);
  measured(atLeast(0))("acquisitionCost", cost);
  // Customers who cost nothing have no ratio.
  const factors = { lifetimeValue, acquisitionCost: cost.value === 0 ? acquisitionCost(null) : cost, bandFrom: known(band.from), bandTo: known(band.to) };
  const ratio = combined("clv-to-cac", factors, (it) => it.lifetimeValue / it.acquisitionCost);
  return { ...ratio, business, standing: ratio.value === null ? null : standingIn(band, ratio.value) };
}

/** What a customer may cost where lifetime value is to stand at the upper end of what is usual. */
export function largestAcquisitionCost(lifetimeValue: Measured, business: Business): LabelledValue {
  const factors = { lifetimeValue, bandTo: known(bandOf(business).to) };
  return combined("largest-acquisition-cost", factors, (it) => it.lifetimeValue / it.bandTo);
}

function bandOf(business: Business): Band {
  oneOf(BUSINESSES)("business", business);
  return BANDS[business];
}
