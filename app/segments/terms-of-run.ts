import type { AssessmentTerms } from "../orders/assess-order.ts";
import type { SegmentBorders } from "./segment-borders.ts";

/** By what a run's values count orders. The stored verdicts may be ahead of it: they change before the run does. */
export function termsOfRun({ currency, borders }: { currency: string; borders: SegmentBorders }): AssessmentTerms {
  return { shopCurrency: currency, rule: borders.definition.orderValue };
}
