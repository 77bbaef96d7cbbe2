import type { CustomerSummary } from "../orders/customer-summary.ts";
import type { CustomerScore } from "../scoring/customer-score.ts";
import { assignValueTier } from "./assign-value-tier.ts";
import { judgeStage } from "./judge-stage.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import type { Stage } from "./stage.ts";
import { readStageInput } from "./stage-input.ts";
import type { ValueTier } from "./value-tier.ts";

/** A customer's row in a run: the summary, the score, and the segments that follow from them. */
export type ScoreRow = CustomerScore &
  Pick<CustomerSummary, "customerId" | "ordersCount" | "firstOrderDay" | "lastOrderDay"> & {
    /** The observation end that the row was scored at. */
    scoredDay: number;
    valueTier: ValueTier;
    stage: Stage;
  };

/** @param previousTier the tier in the run before, which is harder to lose than to win; null for a new customer */
export function buildScoreRow(
  { customerId, ordersCount, firstOrderDay, lastOrderDay }: CustomerSummary,
  score: CustomerScore,
  borders: SegmentBorders,
  previousTier: ValueTier | null,
  observationEnd: number,
): ScoreRow {
  const stageInput = readStageInput({ ...score, firstOrderDay, lastOrderDay }, observationEnd);
  return {
    ...score,
    customerId,
    scoredDay: observationEnd,
    ordersCount,
    firstOrderDay,
    lastOrderDay,
    valueTier: assignValueTier(score.lifetimeValueMinor, borders.value, previousTier),
    stage: judgeStage(stageInput, borders.rhythm).stage,
  };
}
