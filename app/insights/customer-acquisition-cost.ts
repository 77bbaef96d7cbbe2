import { atLeast, orNull } from "#app/math/check-shape.ts";
import { fewCustomers } from "./few-customers.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";

/**
 * CAC: what was spent on winning customers / customers won.
 *
 * @param spendMinor null where nobody has noted any
 */
export function customerAcquisitionCost(spendMinor: number | null, newCustomers: number): LabelledValue {
  orNull(atLeast(0))("spendMinor", spendMinor);
  atLeast(0)("newCustomers", newCustomers);
  const factors = { spend: spendMinor, newCustomers };
  if (spendMinor === null) return labelled("acquisition-cost", { value: null, factors, guards: ["no-spend"] });
  if (newCustomers === 0) return labelled("acquisition-cost", { value: null, factors, guards: ["no-new-customers"] });
  return labelled("acquisition-cost", { value: spendMinor / newCustomers, factors, guards: fewCustomers(newCustomers) });
}
