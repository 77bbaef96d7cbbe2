import { checkRate } from "./check-share.ts";
import { combined, type Measured } from "./combined.ts";
import type { LabelledValue } from "./labelled-value.ts";

type Factors = { averagePurchaseValue: Measured; purchasesAMonth: Measured; lifespanMonths: Measured };

/** Value of a purchase × purchases a month × months of life. */
export function simpleClv({ averagePurchaseValue, purchasesAMonth, lifespanMonths }: Factors): LabelledValue {
  checkRate("purchasesAMonth", purchasesAMonth.value);
  checkRate("lifespanMonths", lifespanMonths.value);
  return combined("simple", { averagePurchaseValue, purchasesAMonth, lifespanMonths }, (it) =>
    it.averagePurchaseValue * it.purchasesAMonth * it.lifespanMonths);
}
