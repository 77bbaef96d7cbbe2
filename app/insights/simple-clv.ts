import { combined, type Measured } from "./combined.ts";
import type { LabelledValue } from "./labelled-value.ts";

type Factors = { averagePurchaseValue: Measured; purchasesAMonth: Measured; lifespanMonths: Measured };

/** Value of a purchase × purchases a month × months of life. */
export function simpleClv({ averagePurchaseValue, purchasesAMonth, lifespanMonths }: Factors): LabelledValue {
  return combined("simple", { averagePurchaseValue, purchasesAMonth, lifespanMonths }, (it) =>
    it.averagePurchaseValue * it.purchasesAMonth * it.lifespanMonths);
}
