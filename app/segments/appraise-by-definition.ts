import { giveBack } from "../math/give-back.ts";
import { type AppraisalColumns, appraisalColumns } from "../scoring/appraisal-columns.ts";
import { appraiseHistories } from "../scoring/appraise-shop.ts";
import type { BackTest } from "../scoring/back-test.ts";
import type { FittedModel } from "../scoring/fitted-model.ts";
import { proveModel } from "../scoring/prove-model.ts";
import { type PurchaseColumns, summariseUpTo } from "../scoring/purchase-columns.ts";
import type { RunInterval } from "../scoring/run-interval.ts";
import type { VersionedDefinition } from "./definition.ts";
import { drawBorders } from "./draw-borders.ts";
import type { SegmentBorders } from "./segment-borders.ts";

export type ToAppraise = { purchases: PurchaseColumns; observationEnd: number; versioned: VersionedDefinition };

/** What a run finds out: nothing but columns and plain values, so that it may come from another thread. */
export type Findings = { model: FittedModel; backTest: BackTest; interval: RunInterval; borders: SegmentBorders; appraisals: AppraisalColumns };

/** Appraises a shop, and draws the borders that a definition sorts its customers by. The columns of the purchases are gone afterwards. */
export function appraiseByDefinition({ purchases, observationEnd, versioned }: ToAppraise): Findings {
  const proof = proveModel(purchases, observationEnd, "auto");
  const histories = summariseUpTo(purchases, observationEnd);
  const { offsets, day, valueMinor } = purchases;
  giveBack([offsets, day, valueMinor]);
  const appraised = appraiseHistories(histories, observationEnd, proof, versioned.definition.horizon);
  const { model, interval, customers, appraisalAt } = appraised;
  return { model, interval, backTest: proof.backTest, borders: drawBorders(appraised, versioned), appraisals: appraisalColumns(customers, appraisalAt) };
}
