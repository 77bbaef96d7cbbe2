import type { Standing } from "../scoring/standing.ts";
import { valueBasis } from "./value-basis.ts";

export type StageInput = {
  /** Distinct days with a counted order; 0 where every order is left out. */
  purchases: number;
  daysSinceFirst: number;
  daysSinceLast: number;
  /** Null where the models have nothing to judge by, or do not count. */
  probabilityAlive: number | null;
};

/** Days are day numbers (app/time). */
export type ScoredOrders = {
  purchases: number;
  recencyDays: number;
  ageDays: number;
  firstOrderDay: number;
  lastOrderDay: number;
};

/** All of a customer's orders that a stage depends on. */
export type StageOrders = { purchases: number; firstDay: number; lastDay: number };

/**
 * The first and last purchase; for a customer whose every order is left out, the first and last order of any kind, so
 * that nobody goes without a stage.
 */
export function readStageOrders({ purchases, recencyDays, ageDays, firstOrderDay, lastOrderDay }: ScoredOrders, scoredDay: number): StageOrders {
  if (purchases === 0) return { purchases, firstDay: firstOrderDay, lastDay: lastOrderDay };
  const firstDay = scoredDay - ageDays;
  return { purchases, firstDay, lastDay: firstDay + recencyDays };
}

/** The figures of a score row that the stage depends on. */
type ScoredHistory = ScoredOrders & { probabilityAlive: number | null };

export function readStageInput(history: ScoredHistory, observationEnd: number, standing: Standing | null): StageInput {
  const { purchases, firstDay, lastDay } = readStageOrders(history, observationEnd);
  return {
    purchases,
    daysSinceFirst: observationEnd - firstDay,
    daysSinceLast: observationEnd - lastDay,
    probabilityAlive: purchases > 0 && valueBasis(standing) === "lifetime" ? history.probabilityAlive : null,
  };
}
