import { DAYS_A_MONTH } from "#app/time/days-a-year.ts";
import { type Band, type Standing, standingIn } from "./band.ts";
import { checkMargin, checkRate } from "./check-share.ts";
import type { Measured } from "./combined.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";
import type { ValueCurve } from "./value-curve.ts";

/** A sum that floating point leaves this much short, in minor units, has been reached. */
const ROUNDING_MINOR = 1e-6;

type Curve = Pick<ValueCurve, "customers" | "observed" | "cumulativeMinor">;

/**
 * The first day on which the cumulative margin per customer covers the acquisition cost: 0 is the day of the first
 * purchase.
 *
 * @param curve by days
 */
export function payback(curve: Curve, cost: Measured, grossMargin: number): LabelledValue {
  return coveringStep("payback", curve, cost, grossMargin, (day) => day);
}

/**
 * By the end of how many months after the first purchase it is covered.
 *
 * @param curve by months
 */
export function paybackMonths(curve: Curve, cost: Measured, grossMargin: number): LabelledValue {
  return coveringStep("payback-months", curve, cost, grossMargin, (month) => month + 1);
}

function coveringStep(
  formula: "payback" | "payback-months",
  { customers, observed, cumulativeMinor }: Curve,
  { value: cost, guards }: Measured,
  grossMargin: number,
  named: (step: number) => number,
): LabelledValue {
  checkMargin(grossMargin);
  checkRate("acquisitionCost", cost);
  const step = cost === null ? -1 : cumulativeMinor.findIndex((minor) => minor * grossMargin >= cost - ROUNDING_MINOR);
  const isReached = step >= 0;
  return labelled(formula, {
    value: isReached ? named(step) : null,
    factors: { acquisitionCost: cost, grossMargin, customers, customersObserved: isReached ? observed[step]! : null },
    guards: isReached || cost === null ? guards : [...guards, customers === 0 ? "no-purchases" : "not-reached"],
  });
}

/** Usual payback of a subscription, in months. */
const SUBSCRIPTION_PAYBACK_MONTHS: Band = { from: 12, to: 18 };

/** Null where the cost has not been earned back yet. */
export function subscriptionStanding({ value, unit }: LabelledValue): Standing | null {
  return value === null ? null : standingIn(SUBSCRIPTION_PAYBACK_MONTHS, unit === "months" ? value : value / DAYS_A_MONTH);
}
