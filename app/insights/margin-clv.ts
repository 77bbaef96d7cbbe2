import { checkMargin } from "./check-share.ts";
import { churnLifetime } from "./churn-lifetime.ts";
import { combined, known, type Measured } from "./combined.ts";
import type { LabelledValue } from "./labelled-value.ts";

type Inputs = { monthlyRevenue: Measured; grossMargin: number; monthlyChurn: Measured };

/**
 * Monthly revenue per customer × gross margin / monthly churn, the division written as a product with the lifetime,
 * which is cut where churn is all but zero.
 */
export function marginClv({ monthlyRevenue, grossMargin, monthlyChurn }: Inputs): LabelledValue {
  checkMargin(grossMargin);
  const factors = { monthlyRevenue, grossMargin: known(grossMargin), monthlyChurn, lifespanMonths: churnLifetime(monthlyChurn) };
  return combined("margin", factors, (it) => it.monthlyRevenue * it.grossMargin * it.lifespanMonths);
}
