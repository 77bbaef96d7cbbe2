import type { Horizon } from "#app/clv/discounted-purchases.ts";
import { discountedValue } from "./discounted-value.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";
import type { ValueCurve } from "./value-curve.ts";

/**
 * What a customer brings within the horizon from her first purchase on, worth on that day: the value curve discounted
 * month by month.
 *
 * @param curve by days
 */
export function discountedWindow({ observed, cumulativeMinor }: ValueCurve, horizon: Horizon): LabelledValue {
  if ((observed[horizon.horizonDays - 1] ?? 0) === 0) {
    const { horizonDays, annualDiscountRate } = horizon;
    return labelled("discounted", { value: null, factors: { annualDiscountRate, horizonDays }, guards: ["not-observed-yet"] });
  }
  const discounted = discountedValue((days) => cumulativeMinor[Math.ceil(days) - 1] ?? 0, horizon);
  return { ...discounted, guards: ["looks-back-only"] };
}
