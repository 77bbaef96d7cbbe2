import { atLeast, fields, finite } from "#app/math/check-shape.ts";
import { combined, measured, type Measured } from "./combined.ts";
import type { LabelledValue } from "./labelled-value.ts";

type Factors = { averagePurchaseValue: Measured; purchasesAYear: Measured; years: Measured };

const checkFactors = fields({ averagePurchaseValue: measured(finite), purchasesAYear: measured(atLeast(0)), years: measured(atLeast(0)) });

/** Value of a purchase × purchases a year × years. */
export function annualisedClv(factors: Factors): LabelledValue {
  checkFactors("factors", factors);
  const { averagePurchaseValue, purchasesAYear, years } = factors;
  return combined("annualised", { averagePurchaseValue, purchasesAYear, years }, (it) =>
    it.averagePurchaseValue * it.purchasesAYear * it.years);
}
