import { checkRate } from "./check-share.ts";
import { combined, type Measured } from "./combined.ts";
import type { LabelledValue } from "./labelled-value.ts";

/** Lifetime value − acquisition cost. Below zero is a real result. */
export function netClv(lifetimeValue: Measured, acquisitionCost: Measured): LabelledValue {
  checkRate("acquisitionCost", acquisitionCost.value);
  return combined("net", { lifetimeValue, acquisitionCost }, (it) => it.lifetimeValue - it.acquisitionCost);
}
