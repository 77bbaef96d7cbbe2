import { atLeast, fields, finite } from "#app/math/check-shape.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";

type Past = { historicValueMinor: number; purchases: number; customers: number };

const checkPast = fields({ historicValueMinor: finite, purchases: atLeast(0), customers: atLeast(0) });

/**
 * What was bought so far, per customer: for one customer it is the sum of the net values of her counted orders.
 *
 * @throws RangeError where a count is below 0 or not finite
 */
export function historicClv(past: Past): LabelledValue {
  checkPast("past", past);
  const { historicValueMinor, purchases, customers } = past;
  return labelled("historic", {
    value: customers === 0 ? null : historicValueMinor / customers,
    factors: { historicValue: historicValueMinor, purchases, customers },
    guards: customers === 0 ? ["no-purchases"] : ["looks-back-only"],
  });
}
