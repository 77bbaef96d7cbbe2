import { acquisitionCost } from "./acquisition-cost.ts";
import { combined, type Measured } from "./combined.ts";
import type { LabelledValue } from "./labelled-value.ts";

/** Lifetime value − acquisition cost. Below zero is a real result. */
export function netClv(lifetimeValue: Measured, acquisitionCostMinor: number | null): LabelledValue {
  return combined("net", { lifetimeValue, acquisitionCost: acquisitionCost(acquisitionCostMinor) }, (it) =>
    it.lifetimeValue - it.acquisitionCost);
}
