import { DAYS_A_MONTH } from "#app/time/days-a-year.ts";
import { type Band, type Standing, standingIn } from "./band.ts";
import type { LabelledValue } from "./labelled-value.ts";

/** Usual payback of a subscription, in months. */
const SUBSCRIPTION_PAYBACK_MONTHS: Band = { from: 12, to: 18 };

/** Null where the cost has not been earned back yet. */
export function subscriptionStanding({ value, unit }: LabelledValue): Standing | null {
  return value === null ? null : standingIn(SUBSCRIPTION_PAYBACK_MONTHS, unit === "months" ? value : value / DAYS_A_MONTH);
}
