import { monthOfDay } from "#app/time/months.ts";
import type { CohortSums } from "./cohort-sums.ts";
import type { MonthCalendar } from "./month-calendar.ts";

/** The groups that a customer belongs to, one of each cut. */
type Places = (cut: number) => number;

/**
 * Adds up cohorts in many groups at once from purchases as they come, customer by customer, days ascending: nothing is
 * kept of any of them.
 */
export function createCohortGatherer({ monthOf, startOf, elapsed }: MonthCalendar, cuts: number) {
  const groups: Map<number, CohortSums>[][] = Array.from({ length: cuts }, () => []);
  let own: CohortSums[] = [];
  let first = 0;
  let lastStep = -1;

  const sumsOf = (cut: number, place: number, month: number): CohortSums => {
    const cohorts = (groups[cut]![place] ??= new Map());
    const found = cohorts.get(month);
    if (found) return found;
    const sums = { month: monthOfDay(startOf(month)), customers: 0, predictedMinor: 0, buyers: [], netMinor: [], revenueMinor: [] };
    cohorts.set(month, sums);
    return sums;
  };

  return {
    /** Whose purchases follow. */
    begin: (firstDay: number, predictedMinor: number, placeIn: Places): void => {
      first = firstDay;
      lastStep = -1;
      own = groups.map((_, cut) => sumsOf(cut, placeIn(cut), monthOf(firstDay)));
      for (const sums of own) {
        sums.customers += 1;
        sums.predictedMinor += predictedMinor;
      }
    },
    add: (day: number, netMinor: number, revenueMinor: number): void => {
      const step = elapsed(first, day);
      for (const sums of own) {
        for (let length = sums.buyers.length; length <= step; length += 1) {
          sums.buyers.push(0);
          sums.netMinor.push(0);
          sums.revenueMinor.push(0);
        }
        sums.buyers[step]! += step > lastStep ? 1 : 0;
        sums.netMinor[step]! += netMinor;
        sums.revenueMinor[step]! += revenueMinor;
      }
      lastStep = step;
    },
    /** By cut and place, the oldest cohort first. A place that nobody belongs to has none. */
    end: (): CohortSums[][][] =>
      groups.map((places) => Array.from(places, (cohorts) => [...(cohorts ?? [])].sort(([a], [b]) => a - b).map(([, sums]) => sums))),
  };
}
