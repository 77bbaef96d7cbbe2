import { checkRate } from "./check-share.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";

type Past = { historicValueMinor: number; purchases: number; customers: number };

/**
 * What was bought so far, per customer: for one customer it is the sum of the net values of her counted orders.
 *
 * @throws RangeError where a count is below 0 or not finite
 */
export function historicClv({ historicValueMinor, purchases, customers }: Past): LabelledValue {
  checkRate("purchases", purchases);
  checkRate("customers", customers);
  return labelled("historic", {
    value: customers === 0 ? null : historicValueMinor / customers,
    factors: { historicValue: historicValueMinor, purchases, customers },
    guards: customers === 0 ? ["no-purchases"] : ["looks-back-only"],
  });
}
