import { listOf, oneOf } from "../math/check-shape.ts";
import { STAGES, type Stage } from "./stage.ts";
import { VALUE_TIERS, type ValueTier } from "./value-tier.ts";

const checkTiers = listOf(oneOf(VALUE_TIERS));
const checkStages = listOf(oneOf(STAGES));

/** A value tier and a stage as the number by which the indexes of customer_scores are divided: its column `segment`. */
export function segmentCode(tier: ValueTier, stage: Stage): number {
  return VALUE_TIERS.indexOf(tier) * STAGES.length + STAGES.indexOf(stage);
}

/** Those of all tiers and stages that are asked for. Empty is all of them. */
export function segmentCodes(tiers: readonly ValueTier[], stages: readonly Stage[]): number[] {
  checkTiers("tiers", tiers);
  checkStages("stages", stages);
  const orAll = <T>(some: readonly T[], all: readonly T[]) => (some.length > 0 ? some : all);
  return orAll(tiers, VALUE_TIERS).flatMap((tier) => orAll(stages, STAGES).map((stage) => segmentCode(tier, stage)));
}

export function tierOfCode(code: number): ValueTier {
  return VALUE_TIERS[Math.floor(code / STAGES.length)]!;
}

export function stageOfCode(code: number): Stage {
  return STAGES[code % STAGES.length]!;
}
