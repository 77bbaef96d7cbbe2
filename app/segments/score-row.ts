import type { CustomerOrders } from "../orders/ledger-columns.ts";
import type { Appraisal } from "../scoring/appraisal.ts";
import { assignStage } from "./assign-stage.ts";
import { assignValueTier } from "./assign-value-tier.ts";
import { judgeStage } from "./judge-stage.ts";
import type { PreviousSegments } from "./previous-segments.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import type { Stage } from "./stage.ts";
import { readStageInput, readStageOrders } from "./stage-input.ts";
import { tierValueOf } from "./value-basis.ts";
import type { ValueTier } from "./value-tier.ts";

/** A customer's row in a run: the orders, the appraisal, and the segments that follow from them. */
export type ScoreRow = Appraisal &
  CustomerOrders & {
    /** The observation end that the row was scored at. */
    scoredDay: number;
    valueTier: ValueTier;
    stage: Stage;
  };

/** @param previous null for a new customer */
export function buildScoreRow(
  orders: CustomerOrders,
  appraisal: Appraisal,
  borders: SegmentBorders,
  previous: PreviousSegments | null,
  observationEnd: number,
): ScoreRow {
  const { standing, value, rhythm, definition } = borders;
  const history = { ...appraisal, ...orders };
  const judged = judgeStage(readStageInput(history, observationEnd, standing), rhythm, definition.stage.rule).stage;
  return {
    ...appraisal,
    ...orders,
    scoredDay: observationEnd,
    valueTier: assignValueTier(tierValueOf(appraisal, borders), value, previous?.valueTier ?? null, definition.value.fallShare),
    stage: assignStage(judged, readStageOrders(history, observationEnd), previous?.stage ?? null),
  };
}
