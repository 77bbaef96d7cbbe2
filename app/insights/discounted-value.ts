import { checkHorizon, discountedPurchases, discountRateADay, type Horizon } from "#app/clv/discounted-purchases.ts";
import { callback } from "#app/math/check-shape.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";

/**
 * What a stream of value is worth today, discounted month by month with delta = ln(1 + annual rate) / 365 a day; at
 * 0 % it is the undiscounted value.
 *
 * @param valueWithin what comes in within so many days from now, in minor units
 */
export function discountedValue(valueWithin: (days: number) => number, horizon: Horizon): LabelledValue {
  callback("valueWithin", valueWithin);
  checkHorizon(horizon);
  const { horizonDays, annualDiscountRate } = horizon;
  return labelled("discounted", {
    value: discountedPurchases(valueWithin, horizon),
    factors: {
      undiscountedValue: valueWithin(horizonDays),
      annualDiscountRate,
      discountRateADay: discountRateADay(annualDiscountRate),
      horizonDays,
    },
  });
}
