import { atLeast, fields, finite, orNull } from "#app/math/check-shape.ts";
import { fewCustomers } from "./few-customers.ts";
import { type Guard, labelled, type LabelledValue } from "./labelled-value.ts";
import { checkMargin } from "./check-margin.ts";

type Lifetime = {
  customers: number;
  /** Of all of them. */
  historicValueMinor: number;
  predictedValueMinor: number;
  /** Whether the back-test on the shop's own orders speaks for what is predicted. */
  isProven: boolean;
};

const checkLifetime = fields({ customers: atLeast(0), historicValueMinor: finite, predictedValueMinor: finite });

/**
 * What a customer has brought and is expected to bring, per customer, as far as it is left after the goods.
 *
 * @param grossMargin null where nobody has said
 */
export function lifetimeMargin(lifetime: Lifetime, grossMargin: number | null): LabelledValue {
  checkLifetime("lifetime", lifetime);
  orNull(checkMargin)("grossMargin", grossMargin);
  const { customers, historicValueMinor, predictedValueMinor, isProven } = lifetime;
  const factors = { historicValue: historicValueMinor, predictedValue: predictedValueMinor, customers, grossMargin };
  const missing: Guard[] = [...(customers === 0 ? ["no-new-customers" as const] : []), ...(grossMargin === null ? ["no-gross-margin" as const] : [])];
  if (customers === 0 || grossMargin === null) return labelled("lifetime-margin", { value: null, factors, guards: missing });
  return labelled("lifetime-margin", {
    value: ((historicValueMinor + predictedValueMinor) / customers) * grossMargin,
    factors,
    guards: [...fewCustomers(customers), ...(isProven ? [] : ["not-proven" as const])],
  });
}
