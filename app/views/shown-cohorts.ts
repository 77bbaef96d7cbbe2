import type { CohortSums } from "#app/insights/cohort-sums.ts";
import { type CohortLength, type CohortRow, cohortRows } from "#app/insights/cohort-rows.ts";
import { paybackMonths } from "#app/insights/payback.ts";
import { poolCohorts } from "#app/insights/pool-cohorts.ts";
import { dayName } from "#app/time/day-name.ts";
import { monthOfDay, monthsBetween } from "#app/time/months.ts";
import type { Measure } from "./cohorts-query.ts";

export type ShownCell = {
  /** Customers, all of whom have been watched through the month. */
  n: number;
  buyers: number;
  retention: number;
  /** Of all of them, and per customer, in minor units: up to the end of the month. */
  totalMinor: number;
  perCustomerMinor: number;
};

export type ShownRow = {
  customers: number;
  cells: (ShownCell | null)[];
  /** Null where no spend is noted for some month of it, or margins are not shown. */
  costMinor: number | null;
  /** Months after the first order by whose end the margin per customer covers the cost; null: not so far, or no cost. */
  paidBackAfter: number | null;
  /** Both are of the cohorts whose cost is known, while the cells are of others, too. */
  isCostOfSome: boolean;
};

export type ShownCohort = ShownRow & { firstDay: string; lastDay: string };

export type Terms = {
  observationEnd: number;
  length: CohortLength;
  measure: Measure;
  /** Null while nobody has said: then no margin is asked for. */
  grossMargin: number | null;
  /** What was spent on the group's customers who came in a month; null where nobody has noted it. */
  spendOf: (month: string) => number | null;
};

/** The table of a group: a row a cohort, and one for all of them together. */
export function shownCohorts(sums: readonly CohortSums[], terms: Terms): { cohorts: ShownCohort[]; all: ShownRow } {
  const { rows, margin } = rowsOf(sums, terms);
  return {
    cohorts: rows.map(({ row, spendMinor }): ShownCohort => ({
      firstDay: dayName(row.cohort.firstDay),
      lastDay: dayName(row.cohort.lastDay),
      ...together([{ row, spendMinor }], margin),
    })),
    all: together(rows, margin),
  };
}

/** All cohorts of a group together, as shownCohorts has them. */
export function shownTogether(sums: readonly CohortSums[], terms: Terms): ShownRow {
  const { rows, margin } = rowsOf(sums, terms);
  return together(rows, margin);
}

function rowsOf(sums: readonly CohortSums[], { observationEnd, length, measure, grossMargin, spendOf }: Terms) {
  const cohorts = sums.map(({ month, customers, buyers, netMinor, revenueMinor }) => {
    const historicMinor = netMinor.reduce((sum, minor) => sum + minor, 0);
    return { month, customers, buyers, valueMinor: measure === "revenue" ? revenueMinor : netMinor, historicMinor };
  });
  const margin = measure === "margin" ? grossMargin : null;
  const rows = cohortRows(cohorts, observationEnd, length).map((row) => ({ row, spendMinor: margin === null ? null : spendOn(row, sums, spendOf) }));
  return { rows, margin };
}

/** Sums of whoever has been watched through a month; per customer as poolCohorts has it. */
function together(rows: readonly { row: CohortRow; spendMinor: number | null }[], margin: number | null): ShownRow {
  const factor = margin ?? 1;
  const pooled = poolRows(rows.map(({ row }) => row));
  const cells = Array.from(pooled.observed, (n, month): ShownCell => {
    const watched = rows.flatMap(({ row }) => row.cells[month] ?? []);
    const buyers = watched.reduce((sum, cell) => sum + cell.buyers, 0);
    const totalMinor = watched.reduce((sum, cell) => sum + cell.totalMinor, 0) * factor;
    return { n, buyers, retention: buyers / n, totalMinor, perCustomerMinor: pooled.cumulativeMinor[month]! * factor };
  });
  const columns = rows[0]?.row.cells.length ?? 0;
  return {
    customers: pooled.customers,
    cells: Array.from({ length: columns }, (_, month) => cells[month] ?? null),
    ...payback(rows.filter(({ spendMinor }) => spendMinor !== null), margin),
    isCostOfSome: rows.some(({ spendMinor }) => spendMinor !== null) && rows.some(({ row, spendMinor }) => spendMinor === null && row.cells.some((cell) => cell !== null)),
  };
}

function payback(rows: readonly { row: CohortRow; spendMinor: number | null }[], margin: number | null) {
  if (margin === null || rows.length === 0) return { costMinor: null, paidBackAfter: null };
  const pooled = poolRows(rows.map(({ row }) => row));
  const costMinor = rows.reduce((sum, { spendMinor }) => sum + spendMinor!, 0) / pooled.customers;
  return { costMinor, paidBackAfter: paybackMonths(pooled, { value: costMinor, guards: [] }, margin).value };
}

function poolRows(rows: readonly CohortRow[]) {
  return poolCohorts(rows.map(({ customers, cells }) => ({ customers, valueMinor: cells.flatMap((cell) => cell?.valueMinor ?? []) })));
}

/** Of all its months that somebody came in, or null: a part of the spend would let customers look cheap. */
function spendOn({ cohort }: CohortRow, sums: readonly CohortSums[], spendOf: Terms["spendOf"]): number | null {
  const months = monthsBetween(monthOfDay(cohort.firstDay), monthOfDay(cohort.lastDay));
  const spends = sums.filter(({ month }) => months.includes(month)).map(({ month }) => spendOf(month));
  return spends.reduce<number | null>((sum, spend) => (sum === null || spend === null ? null : sum + spend), 0);
}
