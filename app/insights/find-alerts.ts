import { eachField, listOf, orNull } from "#app/math/check-shape.ts";
import { type Change, judgeChange } from "./judge-change.ts";
import type { Period } from "./overview.ts";
import { checkRatio, valueOf } from "./ratio.ts";

/** How a shop goes is told by these; each by the direction in which it is a reason to worry. */
const WORSE = { returningRevenue: "down", repeatCustomers: "down", purchaseValue: "down", churn: "up" } as const satisfies Record<string, Change>;

export type Measure = keyof typeof WORSE;
export const MEASURES = Object.keys(WORSE) as Measure[];

/** Periods of 90 days back to the same season of the year before. */
const A_YEAR_BACK = 4;

export type TrendAlert = {
  measure: Measure;
  now: number;
  before: number;
  /** Customers whom the newer number is of. */
  n: number;
};

const checkPeriods = listOf(eachField(MEASURES, orNull(checkRatio)));

/**
 * What went the wrong way since the period before, by more than chance. Where the same season of the year before is known,
 * it has to be worse than that, too: what goes down each January is no news.
 */
export function findAlerts(periods: readonly Period[]): TrendAlert[] {
  checkPeriods("periods", periods);
  return MEASURES.flatMap((measure): TrendAlert[] => {
    const [now, before, yearBefore] = [0, 1, A_YEAR_BACK].map((back) => periods[back]?.[measure] ?? null);
    if (!now || !before || judgeChange(now, before) !== WORSE[measure]) return [];
    const sinceYear = yearBefore ? judgeChange(now, yearBefore) : "few";
    if (sinceYear !== "few" && sinceYear !== WORSE[measure]) return [];
    // Neither is judged where there is none.
    return [{ measure, now: valueOf(now)!, before: valueOf(before)!, n: now.n }];
  });
}
