import { atLeast, finite } from "#app/math/check-shape.ts";
import { combined, measured, type Measured } from "./combined.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";

/** Return on marketing: what is left of the margin so far once the spend is paid, as a share of the spend. −1: nothing came back. */
export function romi(marginSoFar: Measured, spend: Measured): LabelledValue {
  measured(finite)("marginSoFar", marginSoFar);
  measured(atLeast(0))("spend", spend);
  // Of nothing there is no share.
  if (spend.value === 0) return labelled("romi", { value: null, factors: { marginSoFar: marginSoFar.value, spend: 0 }, guards: ["no-spend"] });
  return combined("romi", { marginSoFar, spend }, (it) => (it.marginSoFar - it.spend) / it.spend, ["looks-back-only"]);
}
