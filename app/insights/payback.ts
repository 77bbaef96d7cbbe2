import { DAYS_A_MONTH } from "#app/time/days-a-year.ts";
import { acquisitionCost } from "./acquisition-cost.ts";
import { type Band, type Standing, standingIn } from "./band.ts";
import { checkMargin } from "./check-share.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";
import type { ValueCurve } from "./value-curve.ts";

/** A sum that floating point leaves this much short, in minor units, has been reached. */
const ROUNDING_MINOR = 1e-6;

/**
 * The first day on which the cumulative margin per customer covers the acquisition cost: 0 is the day of the first
 * purchase.
 *
 * @param curve by days
 */
export function payback(curve: ValueCurve, acquisitionCostMinor: number | null, grossMargin: number): LabelledValue {
  checkMargin(grossMargin);
  const { value: cost, guards } = acquisitionCost(acquisitionCostMinor);
  const { customers, observed, cumulativeMinor } = curve;
  const day = cost === null ? -1 : cumulativeMinor.findIndex((minor) => minor * grossMargin >= cost - ROUNDING_MINOR);
  const isReached = day >= 0;
  return labelled("payback", {
    value: isReached ? day : null,
    factors: { acquisitionCost: cost, grossMargin, customers, customersObserved: isReached ? observed[day]! : null },
    guards: isReached || cost === null ? guards : [customers === 0 ? "no-purchases" : "not-reached"],
  });
}

/** Usual payback of a subscription, in months. */
const SUBSCRIPTION_PAYBACK_MONTHS: Band = { from: 12, to: 18 };

/** Null where the cost has not been earned back yet. */
export function subscriptionStanding({ value }: LabelledValue): Standing | null {
  return value === null ? null : standingIn(SUBSCRIPTION_PAYBACK_MONTHS, value / DAYS_A_MONTH);
}
