import { checkRate } from "./check-share.ts";
import { combined, type Measured } from "./combined.ts";
import type { LabelledValue } from "./labelled-value.ts";

type Factors = { averagePurchaseValue: Measured; purchasesAYear: Measured; years: Measured };

/** Value of a purchase × purchases a year × years. */
export function annualisedClv({ averagePurchaseValue, purchasesAYear, years }: Factors): LabelledValue {
  checkRate("purchasesAYear", purchasesAYear.value);
  checkRate("years", years.value);
  return combined("annualised", { averagePurchaseValue, purchasesAYear, years }, (it) =>
    it.averagePurchaseValue * it.purchasesAYear * it.years);
}
