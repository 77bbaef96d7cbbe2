import { labelled, type LabelledValue } from "./labelled-value.ts";
import type { ValueCurve } from "./value-curve.ts";

export const WINDOW_DAYS = [30, 60, 90, 365] as const;
export type WindowDays = (typeof WINDOW_DAYS)[number];

/**
 * Value per customer in the first so many days, the day of the first purchase being the first of them. Customers who
 * have not been watched for the whole window count for the days that they were: see valueCurve.
 *
 * @param curve by days
 */
export function windowClv({ customers, observed, cumulativeMinor }: ValueCurve, windowDays: WindowDays): LabelledValue {
  if (!WINDOW_DAYS.includes(windowDays)) throw new RangeError(`windowDays is ${windowDays}; allowed: ${WINDOW_DAYS.join(", ")}`);
  const lastStep = windowDays - 1;
  const customersObserved = observed[lastStep] ?? 0;
  return labelled("window", {
    value: cumulativeMinor[lastStep] ?? null,
    factors: { windowDays, customers, customersObserved },
    guards: customersObserved === 0 ? ["not-observed-yet"] : ["looks-back-only"],
  });
}
