import { type AppraisalColumns, appraisalColumns } from "../scoring/appraisal-columns.ts";
import { appraiseShop } from "../scoring/appraise-shop.ts";
import type { BackTest } from "../scoring/back-test.ts";
import type { FittedModel } from "../scoring/fitted-model.ts";
import type { PurchaseColumns } from "../scoring/purchase-columns.ts";
import type { RunInterval } from "../scoring/run-interval.ts";
import type { VersionedDefinition } from "./definition.ts";
import { drawBorders } from "./draw-borders.ts";
import type { SegmentBorders } from "./segment-borders.ts";

export type ToAppraise = { purchases: PurchaseColumns; observationEnd: number; versioned: VersionedDefinition };

/** What a run finds out: nothing but columns and plain values, so that it may come from another thread. */
export type Findings = { model: FittedModel; backTest: BackTest; interval: RunInterval; borders: SegmentBorders; appraisals: AppraisalColumns };

/** Appraises a shop, and draws the borders that a definition sorts its customers by. */
export function appraiseByDefinition({ purchases, observationEnd, versioned }: ToAppraise): Findings {
  const appraised = appraiseShop(purchases, observationEnd, { horizon: versioned.definition.horizon });
  const { model, interval, proof, customers, appraisalAt } = appraised;
  return { model, interval, backTest: proof.backTest, borders: drawBorders(appraised, versioned), appraisals: appraisalColumns(customers, appraisalAt) };
}
