import { checkHorizon, type Horizon } from "#app/clv/discounted-purchases.ts";
import { discountedValue } from "./discounted-value.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";
import { checkCurve, type MeanCurve } from "./value-curve.ts";

/**
 * What a customer brings within the horizon from her first purchase on, worth on that day: the value curve discounted
 * month by month.
 *
 * @param curve by days
 */
export function discountedWindow(curve: MeanCurve, horizon: Horizon): LabelledValue {
  checkCurve("curve", curve);
  checkHorizon(horizon);
  const { observed, cumulativeMinor } = curve;
  if ((observed[horizon.horizonDays - 1] ?? 0) === 0) {
    const { horizonDays, annualDiscountRate } = horizon;
    return labelled("discounted", { value: null, factors: { annualDiscountRate, horizonDays }, guards: ["not-observed-yet"] });
  }
  const discounted = discountedValue((days) => cumulativeMinor[Math.ceil(days) - 1] ?? 0, horizon);
  return { ...discounted, guards: ["looks-back-only"] };
}
