import type { GivenStage } from "./assign-stage.ts";
import { checkDefinition } from "./check-borders.ts";
import type { SegmentDefinition } from "./definition.ts";
import { definitionChanges } from "./definition-changes.ts";
import { resorts } from "./resorts.ts";
import type { Stage } from "./stage.ts";
import { readStageOrders, type ScoredOrders } from "./stage-input.ts";
import type { ValueTier } from "./value-tier.ts";

/** How a customer was sorted before. */
export type PreviousSegments = {
  /** Harder to lose than to win. */
  valueTier: ValueTier;
  /** Goes back for orders alone; null where the merchant has changed the rule since, by which everybody is sorted freely. */
  stage: GivenStage | null;
};

type SortedRow = ScoredOrders & { valueTier: ValueTier; stage: Stage; scoredDay: number };

export function segmentsOf(row: SortedRow, keepsStage: boolean): PreviousSegments {
  const stage = keepsStage ? { stage: row.stage, orders: readStageOrders(row, row.scoredDay) } : null;
  return { valueTier: row.valueTier, stage };
}

/** Whether a stage given by the one definition is of account by the other. */
export function keepsStages(before: SegmentDefinition, after: SegmentDefinition): boolean {
  checkDefinition("before", before);
  checkDefinition("after", after);
  return !resorts("stage", definitionChanges(before, after));
}
