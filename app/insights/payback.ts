import { atLeast } from "#app/math/check-shape.ts";
import { measured, type Measured } from "./combined.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";
import { checkMargin } from "./check-margin.ts";
import { checkCurve, type MeanCurve } from "./value-curve.ts";

/** A sum that floating point leaves this much short, in minor units, has been reached. */
const ROUNDING_MINOR = 1e-6;

/**
 * The first day on which the cumulative margin per customer covers the acquisition cost: 0 is the day of the first
 * purchase.
 *
 * @param curve by days
 */
export function payback(curve: MeanCurve, cost: Measured, grossMargin: number): LabelledValue {
  return coveringStep("payback", curve, cost, grossMargin, (day) => day);
}

/**
 * By the end of how many months after the first purchase it is covered.
 *
 * @param curve by months
 */
export function paybackMonths(curve: MeanCurve, cost: Measured, grossMargin: number): LabelledValue {
  return coveringStep("payback-months", curve, cost, grossMargin, (month) => month + 1);
}

function coveringStep(
  formula: "payback" | "payback-months",
  curve: MeanCurve,
  acquisitionCost: Measured,
  grossMargin: number,
  named: (step: number) => number,
): LabelledValue {
  checkCurve("curve", curve);
  measured(atLeast(0))("acquisitionCost", acquisitionCost);
  checkMargin("grossMargin", grossMargin);
  const { customers, observed, cumulativeMinor } = curve;
  const { value: cost, guards } = acquisitionCost;
  const step = cost === null ? -1 : cumulativeMinor.findIndex((minor) => minor * grossMargin >= cost - ROUNDING_MINOR);
  const isReached = step >= 0;
  return labelled(formula, {
    value: isReached ? named(step) : null,
    factors: { acquisitionCost: cost, grossMargin, customers, customersObserved: isReached ? observed[step]! : null },
    guards: isReached || cost === null ? guards : [...guards, customers === 0 ? "no-purchases" : "not-reached"],
  });
}
