import type { ShopRhythm } from "./shop-rhythm.ts";
import type { Stage } from "./stage.ts";
import type { StageInput } from "./stage-input.ts";
import type { StageRule } from "./stage-rule.ts";

/** Which part of the rule decided. */
export type StageReason = "first-purchase" | "overdue" | "too-unlikely-alive" | "too-likely-alive";

export type StageVerdict = {
  stage: Stage;
  reason: StageReason;
  /** The customer's usual days between purchases, shrunk to the shop's. */
  cycleDays: number;
  /** Days since the last purchase over `cycleDays`. */
  overdueCycles: number;
};

/** The stage that a customer's figures alone make, and why. */
export function judgeStage(input: StageInput, rhythm: ShopRhythm, rule: StageRule): StageVerdict {
  const cycleDays = findCycle(input, rhythm, rule);
  const overdueCycles = input.daysSinceLast / cycleDays;
  const verdict = (stage: Stage, reason: StageReason): StageVerdict => ({ stage, reason, cycleDays, overdueCycles });

  if (input.purchases <= 1 && input.daysSinceFirst <= rhythm.newWindowDays) return verdict("new", "first-purchase");
  const byOverdue = stageByOverdue(overdueCycles, rule);
  const alive = input.probabilityAlive;
  if (alive !== null && byOverdue === "active" && alive < rule.activeFromAlive) {
    return verdict("at-risk", "too-unlikely-alive");
  }
  const vouchedFor = alive !== null && alive >= rule.lostBelowAlive && overdueCycles <= rule.lostBeyondCycles;
  if (byOverdue === "lost" && vouchedFor) return verdict("lapsed", "too-likely-alive");
  return verdict(byOverdue, "overdue");
}

function findCycle({ purchases, daysSinceFirst, daysSinceLast }: StageInput, { medianGapDays }: ShopRhythm, rule: StageRule): number {
  const gaps = Math.max(0, purchases - 1);
  const daysOfGaps = gaps === 0 ? 0 : daysSinceFirst - daysSinceLast;
  const shrunk = (daysOfGaps + rule.shopGapWeight * medianGapDays) / (gaps + rule.shopGapWeight);
  return Math.max(rule.shortestCycleDays, shrunk);
}

function stageByOverdue(cycles: number, rule: StageRule): Stage {
  if (cycles <= rule.activeUpToCycles) return "active";
  if (cycles <= rule.atRiskUpToCycles) return "at-risk";
  if (cycles <= rule.lapsedUpToCycles) return "lapsed";
  return "lost";
}
