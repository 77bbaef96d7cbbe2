import type { ShopRhythm } from "./shop-rhythm.ts";
import { DEFAULT_STAGE_RULE, type Stage } from "./stage.ts";
import type { StageInput } from "./stage-input.ts";

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

const RULE = DEFAULT_STAGE_RULE;

/** The one stage of a customer, and why (the rule: stage.ts). */
export function judgeStage(input: StageInput, rhythm: ShopRhythm): StageVerdict {
  const cycleDays = findCycle(input, rhythm);
  const overdueCycles = input.daysSinceLast / cycleDays;
  const verdict = (stage: Stage, reason: StageReason): StageVerdict => ({ stage, reason, cycleDays, overdueCycles });

  if (input.purchases <= 1 && input.daysSinceFirst <= rhythm.newWindowDays) return verdict("new", "first-purchase");
  const byOverdue = stageByOverdue(overdueCycles);
  const alive = input.probabilityAlive;
  if (alive !== null && byOverdue === "active" && alive < RULE.activeFromAlive) {
    return verdict("at-risk", "too-unlikely-alive");
  }
  const vouchedFor = alive !== null && alive >= RULE.lostBelowAlive && overdueCycles <= RULE.lostBeyondCycles;
  if (byOverdue === "lost" && vouchedFor) return verdict("lapsed", "too-likely-alive");
  return verdict(byOverdue, "overdue");
}

function findCycle({ purchases, daysSinceFirst, daysSinceLast }: StageInput, { medianGapDays }: ShopRhythm): number {
  const gaps = Math.max(0, purchases - 1);
  const daysOfGaps = gaps === 0 ? 0 : daysSinceFirst - daysSinceLast;
  const shrunk = (daysOfGaps + RULE.shopGapWeight * medianGapDays) / (gaps + RULE.shopGapWeight);
  return Math.max(RULE.shortestCycleDays, shrunk);
}

function stageByOverdue(cycles: number): Stage {
  if (cycles <= RULE.activeUpToCycles) return "active";
  if (cycles <= RULE.atRiskUpToCycles) return "at-risk";
  if (cycles <= RULE.lapsedUpToCycles) return "lapsed";
  return "lost";
}
