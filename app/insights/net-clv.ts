import { atLeast } from "#app/math/check-shape.ts";
import { combined, measured, type Measured } from "./combined.ts";
import type { LabelledValue } from "./labelled-value.ts";

/** Lifetime value − acquisition cost. Below zero is a real result. */
export function netClv(lifetimeValue: Measured, acquisitionCost: Measured): LabelledValue {
  measured(atLeast(0))("acquisitionCost", acquisitionCost);
  return combined("net", { lifetimeValue, acquisitionCost }, (it) => it.lifetimeValue - it.acquisitionCost);
}
