import { fields, finite } from "#app/math/check-shape.ts";
import { churnLifetime } from "./churn-lifetime.ts";
import { combined, known, measured, type Measured } from "./combined.ts";
import { checkMargin } from "./check-margin.ts";
import type { LabelledValue } from "./labelled-value.ts";

type Inputs = { monthlyRevenue: Measured; grossMargin: number; monthlyChurn: Measured };

// The lifetime sees to churn.
const checkInputs = fields({ monthlyRevenue: measured(finite), grossMargin: checkMargin });

/**
 * Monthly revenue per customer × gross margin / monthly churn, the division written as a product with the lifetime,
 * which is cut where churn is all but zero.
 */
export function marginClv(inputs: Inputs): LabelledValue {
  checkInputs("inputs", inputs);
  const { monthlyRevenue, grossMargin, monthlyChurn } = inputs;
  const factors = { monthlyRevenue, grossMargin: known(grossMargin), monthlyChurn, lifespanMonths: churnLifetime(monthlyChurn) };
  return combined("margin", factors, (it) => it.monthlyRevenue * it.grossMargin * it.lifespanMonths);
}
