import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import { cutPurchases } from "./cut-purchases.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";
import { monthCalendar } from "./month-calendar.ts";
import { type Cohort, type CohortLength, splitByCohort } from "./split-by-cohort.ts";
import { type ValueCurve, valueCurve } from "./value-curve.ts";

export type CohortCell = {
  /** Customers; everyone in the cohort has been watched through this month. */
  n: number;
  /** What they brought within the month. */
  valueMinor: number;
  /** Value per customer from the first purchase to the end of the month. */
  cumulativeMinor: number;
  /** Those with a purchase in the month, as a share: retention. All of them in month 0. */
  buyers: number;
  retention: number;
};

export type CohortRow = {
  cohort: Cohort;
  customers: number;
  /** Everything up to the observation end, months under way included. */
  historicMinor: number;
  /** By whole months since the first purchase; null where the cohort has not been watched for so long. */
  cells: (CohortCell | null)[];
};

/**
 * Cumulative value and retention by months since the first purchase, one row a calendar month or quarter of first
 * purchases, oldest first. A cell stays empty until whoever came on the cohort's last day has been watched through the
 * month, so that a filled one never changes as time goes on.
 */
export function cohortTable(purchases: PurchaseColumns, observationEnd: number, length: CohortLength): CohortRow[] {
  const split = splitByCohort(purchases, observationEnd, length);
  const { elapsed } = monthCalendar(split.groups[0]?.firstDay ?? observationEnd, observationEnd + 1);
  const rows = cutPurchases(purchases, split).map(({ group: cohort, purchases: own }) => ({
    cohort,
    curve: valueCurve(own, observationEnd, elapsed),
    historicMinor: sumUpTo(own, observationEnd),
    closedMonths: cohort.lastDay > observationEnd ? 0 : elapsed(cohort.lastDay, observationEnd + 1),
  }));
  const months = Math.max(0, ...rows.map(({ closedMonths }) => closedMonths));
  return rows.map(({ cohort, curve, historicMinor, closedMonths }) => ({
    cohort,
    customers: curve.customers,
    historicMinor,
    cells: Array.from({ length: months }, (_, month) => (month < closedMonths ? cellOf(curve, month) : null)),
  }));
}

/** Cohort CLV: a cell of the table as a number that says what it is. */
export function cohortClv({ customers, cells }: CohortRow, monthsSinceFirst: number): LabelledValue {
  if (!(Number.isInteger(monthsSinceFirst) && monthsSinceFirst >= 0)) {
    throw new RangeError(`monthsSinceFirst is ${monthsSinceFirst}; allowed: an integer from 0`);
  }
  const cell = cells[monthsSinceFirst] ?? null;
  return labelled("cohort", {
    value: cell?.cumulativeMinor ?? null,
    factors: { monthsSinceFirst, customers },
    guards: cell === null ? ["not-observed-yet"] : ["looks-back-only"],
  });
}

function cellOf({ customers, buyers, valueMinor, cumulativeMinor }: ValueCurve, month: number): CohortCell {
  return {
    n: customers,
    valueMinor: valueMinor[month]!,
    cumulativeMinor: cumulativeMinor[month]!,
    buyers: buyers[month]!,
    retention: buyers[month]! / customers,
  };
}

function sumUpTo({ day, valueMinor }: PurchaseColumns, lastDay: number): number {
  return valueMinor.reduce((sum, value, row) => (day[row]! <= lastDay ? sum + value : sum), 0);
}
