import { atLeast, fields, finite, listOf, oneOf, text } from "#app/math/check-shape.ts";
import { checkDay } from "#app/time/check-day.ts";
import { dateToDay } from "#app/time/date-to-day.ts";
import { addMonths, monthToDate } from "#app/time/months.ts";
import { monthCalendar } from "./month-calendar.ts";

/** The customers whose first purchase lies between two days, both included. */
export type Cohort = { firstDay: number; lastDay: number };

export const COHORT_LENGTHS = ["month", "quarter"] as const;
export type CohortLength = (typeof COHORT_LENGTHS)[number];
export const COHORT_MONTHS: Readonly<Record<CohortLength, number>> = { month: 1, quarter: 3 };

/** What the customers of one calendar month of first purchases brought, by whole months since each one's first purchase. */
export type MonthCohort = {
  /** As 2026-05. */
  month: string;
  customers: number;
  /** Up to the last month with a purchase; longer lists do no harm. */
  buyers: ArrayLike<number>;
  valueMinor: ArrayLike<number>;
  /** Everything up to the observation end, months under way included. */
  historicMinor: number;
};

export type CohortCell = {
  /** Customers; everyone in the cohort has been watched through this month. */
  n: number;
  /** What they brought within the month. */
  valueMinor: number;
  /** What they brought from the first purchase to the end of the month, and the same per customer. */
  totalMinor: number;
  cumulativeMinor: number;
  /** Those with a purchase in the month, as a share: retention. All of them in month 0. */
  buyers: number;
  retention: number;
};

export type CohortRow = {
  cohort: Cohort;
  customers: number;
  historicMinor: number;
  /** By whole months since the first purchase; null where the cohort has not been watched for so long. */
  cells: (CohortCell | null)[];
};

const checkCohorts = listOf(fields({ month: text, customers: atLeast(1), buyers: listOf(atLeast(0)), valueMinor: listOf(finite), historicMinor: finite }));

/**
 * One row a calendar month or quarter of first purchases that somebody came in, oldest first. A cell stays empty until
 * whoever came on the cohort's last day has been watched through the month, so that a filled one never changes as time
 * goes on. Then each of a quarter's months has been watched for as long, and the quarter is their sum.
 *
 * @param cohorts the oldest first
 */
export function cohortRows(cohorts: readonly MonthCohort[], observationEnd: number, length: CohortLength): CohortRow[] {
  checkCohorts("cohorts", cohorts);
  checkDay("observationEnd", observationEnd);
  oneOf(COHORT_LENGTHS)("length", length);
  const months = COHORT_MONTHS[length];
  const [oldest] = cohorts;
  // One for all of them: its days take longer than all the rest.
  const { elapsed } = monthCalendar(oldest ? firstDayOf(oldest.month) : observationEnd, observationEnd + 1);
  const periods = Map.groupBy(cohorts, ({ month }) => periodOf(month, months));
  const rows = Array.from(periods, ([from, own]) => {
    const cohort = { firstDay: firstDayOf(from), lastDay: firstDayOf(addMonths(from, months)) - 1 };
    const customers = sumOf(own, (it) => it.customers);
    const closed = cohort.lastDay > observationEnd ? 0 : elapsed(cohort.lastDay, observationEnd + 1);
    return { cohort, customers, historicMinor: sumOf(own, (it) => it.historicMinor), cells: cellsOf(own, customers, closed) };
  });
  const columns = Math.max(0, ...rows.map(({ cells }) => cells.length));
  return rows.map(({ cells, ...row }) => ({ ...row, cells: Array.from({ length: columns }, (_, month) => cells[month] ?? null) }));
}

function cellsOf(cohorts: readonly MonthCohort[], customers: number, closed: number): CohortCell[] {
  let totalMinor = 0;
  return Array.from({ length: closed }, (_, month) => {
    const valueMinor = sumOf(cohorts, (it) => it.valueMinor[month] ?? 0);
    const buyers = sumOf(cohorts, (it) => it.buyers[month] ?? 0);
    totalMinor += valueMinor;
    return { n: customers, valueMinor, totalMinor, cumulativeMinor: totalMinor / customers, buyers, retention: buyers / customers };
  });
}

function periodOf(month: string, months: number): string {
  const ofYear = Number(month.slice(5));
  return addMonths(month, -((ofYear - 1) % months));
}

function firstDayOf(month: string): number {
  return dateToDay(monthToDate(month));
}

function sumOf(cohorts: readonly MonthCohort[], of: (cohort: MonthCohort) => number): number {
  return cohorts.reduce((sum, cohort) => sum + of(cohort), 0);
}
