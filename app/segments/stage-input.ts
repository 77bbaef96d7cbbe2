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

/** The figures of a score row that the stage depends on. Days are day numbers (app/time). */
type ScoredHistory = {
  purchases: number;
  recencyDays: number;
  ageDays: number;
  firstOrderDay: number;
  lastOrderDay: number;
  probabilityAlive: number | null;
};

/**
 * Days since the first and last purchase; for a customer whose every order is left out, since the first and last order
 * of any kind, so that nobody goes without a stage.
 */
export function readStageInput(history: ScoredHistory, observationEnd: number, standing: Standing | null): StageInput {
  const { purchases, recencyDays, ageDays, firstOrderDay, lastOrderDay } = history;
  if (purchases > 0) {
    const probabilityAlive = valueBasis(standing) === "lifetime" ? history.probabilityAlive : null;
    return { purchases, daysSinceFirst: ageDays, daysSinceLast: ageDays - recencyDays, probabilityAlive };
  }
  return {
    purchases,
    daysSinceFirst: observationEnd - firstOrderDay,
    daysSinceLast: observationEnd - lastOrderDay,
    probabilityAlive: null,
  };
}
