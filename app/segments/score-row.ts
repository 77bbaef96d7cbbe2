import type { CustomerOrders } from "../orders/ledger-columns.ts";
import type { Appraisal } from "../scoring/appraisal.ts";
import { assignValueTier } from "./assign-value-tier.ts";
import { judgeStage } from "./judge-stage.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import type { Stage } from "./stage.ts";
import { readStageInput } from "./stage-input.ts";
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

/** @param previousTier the tier in the run before, which is harder to lose than to win; null for a new customer */
export function buildScoreRow(
  orders: CustomerOrders,
  appraisal: Appraisal,
  borders: SegmentBorders,
  previousTier: ValueTier | null,
  observationEnd: number,
): ScoreRow {
  const { standing, value, rhythm, definition } = borders;
  const stageInput = readStageInput({ ...appraisal, ...orders }, observationEnd, standing);
  return {
    ...appraisal,
    ...orders,
    scoredDay: observationEnd,
    valueTier: assignValueTier(tierValueOf(appraisal, borders), value, previousTier, definition.value.fallShare),
    stage: judgeStage(stageInput, rhythm, definition.stage.rule).stage,
  };
}
