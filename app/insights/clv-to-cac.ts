import { acquisitionCost } from "./acquisition-cost.ts";
import { type Band, type Standing, standingIn } from "./band.ts";
import { combined, known, type Measured } from "./combined.ts";
import type { LabelledValue } from "./labelled-value.ts";

/** Usual ratios of lifetime value to acquisition cost. */
const BANDS = {
  retail: { from: 2, to: 3 },
  saas: { from: 3, to: 5 },
  b2b: { from: 5, to: 10 },
} as const satisfies Record<string, Band>;

export type Business = keyof typeof BANDS;

export type ClvToCac = LabelledValue & { business: Business; standing: Standing | null };

/** Lifetime value / acquisition cost, against what is usual in the business. A ratio says nothing of the amount. */
export function clvToCac(lifetimeValue: Measured, acquisitionCostMinor: number | null, business: Business): ClvToCac {
  if (!Object.hasOwn(BANDS, business)) throw new RangeError(`business is "${business}"; allowed: ${Object.keys(BANDS).join(", ")}`);
  const band = BANDS[business];
  // Customers who cost nothing have no ratio.
  const cost = acquisitionCost(acquisitionCostMinor === 0 ? null : acquisitionCostMinor);
  const factors = { lifetimeValue, acquisitionCost: cost, bandFrom: known(band.from), bandTo: known(band.to) };
  const ratio = combined("clv-to-cac", factors, (it) => it.lifetimeValue / it.acquisitionCost);
  return { ...ratio, business, standing: ratio.value === null ? null : standingIn(band, ratio.value) };
}
