import type { CohortSums } from "#app/insights/cohort-sums.ts";
import { monthCalendar } from "#app/insights/month-calendar.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { addMonths, monthToDate } from "#app/time/months.ts";
import type { Arrivals } from "./acquisition-figures.ts";

/** What is kept of those who first bought in a month. */
export type KeptCohort = Pick<CohortSums, "month" | "customers" | "predictedMinor" | "netMinor">;

/**
 * Cohorts as far as they are watched: a month counts once whoever came on its cohort's last day has been watched through it.
 *
 * @param cohorts the oldest first
 */
export function arrivalsOf(cohorts: readonly KeptCohort[], observationEnd: number): Arrivals[] {
  const oldest = cohorts[0];
  if (oldest === undefined) return [];
  const { elapsed } = monthCalendar(dateToDay(monthToDate(oldest.month)), observationEnd + 1);
  return cohorts.map(({ month, customers, predictedMinor, netMinor }) => {
    const lastDay = dateToDay(monthToDate(addMonths(month, 1))) - 1;
    const watched = lastDay > observationEnd ? 0 : elapsed(lastDay, observationEnd + 1);
    return {
      month,
      customers,
      historicValueMinor: netMinor.reduce((sum, value) => sum + value, 0),
      predictedValueMinor: predictedMinor,
      valueMinor: Array.from({ length: watched }, (_, step) => netMinor[step] ?? 0),
    };
  });
}
