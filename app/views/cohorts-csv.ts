import type { Cell } from "#app/csv/csv-text.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import type { CohortsQuery } from "./cohorts-query.ts";
import type { ShownCell, ShownCohort } from "./shown-cohorts.ts";

const PLACES_OF_A_SHARE = 10_000;

/** The months since the first order go by their number. */
export type CohortColumn = "cohort_from" | "cohort_to" | "customers" | "currency" | "acquisition_cost" | "paid_back_after_months" | number;

type Shown = { currency: string; cohorts: readonly ShownCohort[] };

/** The table as a file: what the page shows of each cohort, empty where that is empty. */
export function cohortsCsv({ currency, cohorts }: Shown, query: Pick<CohortsQuery, "show" | "measure" | "per">): { columns: CohortColumn[]; rows: Cell[][] } {
  const money = (minor: number | null) => (minor === null ? null : minorToDecimal(Math.round(minor), currency));
  const hasCosts = query.show === "value" && query.measure === "margin" && query.per === "customer";
  const months = Array.from(cohorts[0]?.cells ?? [], (_, month) => month + 1);
  const costs: CohortColumn[] = hasCosts ? ["acquisition_cost", "paid_back_after_months"] : [];
  const columns: CohortColumn[] = ["cohort_from", "cohort_to", "customers", "currency", ...costs, ...months];
  const valueOf = (cell: ShownCell | null): Cell => {
    if (cell === null) return null;
    if (query.show === "retention") return Math.round(cell.retention * PLACES_OF_A_SHARE) / PLACES_OF_A_SHARE;
    return money(query.per === "customer" ? cell.perCustomerMinor : cell.totalMinor);
  };
  const rows = cohorts.map(({ firstDay, lastDay, customers, costMinor, paidBackAfter, cells }): Cell[] => [
    firstDay,
    lastDay,
    customers,
    currency,
    ...(hasCosts ? [money(costMinor), paidBackAfter] : []),
    ...cells.map(valueOf),
  ]);
  return { columns, rows };
}
