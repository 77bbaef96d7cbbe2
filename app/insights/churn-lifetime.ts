import { between } from "#app/math/check-shape.ts";
import { combined, measured, type Measured } from "./combined.ts";
import type { LabelledValue } from "./labelled-value.ts";

/** No shop knows what its customers do in ten years: a longer lifetime, or one without end, is cut here. */
export const LONGEST_LIFETIME_MONTHS = 120;

/** 1 / churn rate, in months: 1 % a month is 100 months. */
export function churnLifetime(monthlyChurn: Measured): LabelledValue {
  measured(between(0, 1))("monthlyChurn", monthlyChurn);
  const churn = monthlyChurn.value;
  const isCapped = churn !== null && 1 / churn > LONGEST_LIFETIME_MONTHS;
  return combined("churn-lifetime", { monthlyChurn }, (it) =>
    isCapped ? LONGEST_LIFETIME_MONTHS : 1 / it.monthlyChurn, isCapped ? ["lifetime-capped"] : []);
}
