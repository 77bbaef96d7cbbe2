import { oneOf } from "#app/math/check-shape.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";
import { checkCurve, type MeanCurve } from "./value-curve.ts";

export const WINDOW_DAYS = [30, 60, 90, 365] as const;
export type WindowDays = (typeof WINDOW_DAYS)[number];

/**
 * Value per customer in the first so many days, the day of the first purchase being the first of them. Customers who
 * have not been watched for the whole window count for the days that they were: see valueCurve.
 *
 * @param curve by days
 */
export function windowClv(curve: MeanCurve, windowDays: WindowDays): LabelledValue {
  checkCurve("curve", curve);
  oneOf(WINDOW_DAYS)("windowDays", windowDays);
  const { customers, observed, cumulativeMinor } = curve;
  const lastStep = windowDays - 1;
  const customersObserved = observed[lastStep] ?? 0;
  return labelled("window", {
    value: cumulativeMinor[lastStep] ?? null,
    factors: { windowDays, customers, customersObserved },
    guards: customersObserved === 0 ? ["not-observed-yet"] : ["looks-back-only"],
  });
}
