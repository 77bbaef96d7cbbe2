import type { AssessmentTerms } from "../orders/assess-order.ts";
import { fields, text } from "../math/check-shape.ts";
import { checkBorders } from "./check-borders.ts";
import type { SegmentBorders } from "./segment-borders.ts";

const checkRun = fields({ currency: text, borders: checkBorders });

/** By what a run's values count orders. The stored verdicts may be ahead of it: they change before the run does. */
export function termsOfRun(run: { currency: string; borders: SegmentBorders }): AssessmentTerms {
  checkRun("run", run);
  return { shopCurrency: run.currency, rule: run.borders.definition.orderValue };
}
