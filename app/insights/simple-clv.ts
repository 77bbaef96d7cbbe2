import { atLeast, fields, finite } from "#app/math/check-shape.ts";
import { combined, measured, type Measured } from "./combined.ts";
import type { LabelledValue } from "./labelled-value.ts";

type Factors = { averagePurchaseValue: Measured; purchasesAMonth: Measured; lifespanMonths: Measured };

const checkFactors = fields({ averagePurchaseValue: measured(finite), purchasesAMonth: measured(atLeast(0)), lifespanMonths: measured(atLeast(0)) });

/** Value of a purchase × purchases a month × months of life. */
export function simpleClv(factors: Factors): LabelledValue {
  checkFactors("factors", factors);
  const { averagePurchaseValue, purchasesAMonth, lifespanMonths } = factors;
  return combined("simple", { averagePurchaseValue, purchasesAMonth, lifespanMonths }, (it) =>
    it.averagePurchaseValue * it.purchasesAMonth * it.lifespanMonths);
}
