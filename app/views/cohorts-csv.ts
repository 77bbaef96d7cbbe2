import type { Cell } from "#app/csv/csv-text.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import type { CohortsQuery } from "./cohorts-query.ts";
import type { ComparedGroup } from "./cohorts.view.server.ts";
import type { ShownCell, ShownCohort, ShownRow } from "./shown-cohorts.ts";

const PLACES_OF_A_SHARE = 10_000;

/** The months since the first order go by their number, and beside it by how many customers it is of where that differs. */
export type CohortColumn =
  | "cohort_from" | "cohort_to" | "group" | "customers" | "currency" | "acquisition_cost" | "paid_back_after_months"
  | { month: number; counts: "value" | "customers" };

type Query = Pick<CohortsQuery, "show" | "measure" | "per">;
type File = { columns: CohortColumn[]; rows: Cell[][] };

/** The table as a file: what the page shows of each cohort, empty where that is empty. */
export function cohortsCsv({ currency, cohorts }: { currency: string; cohorts: readonly ShownCohort[] }, query: Query): File {
  const { costColumns, costsOf, valueOf } = writerOf(query, currency);
  const months = Array.from(cohorts[0]?.cells ?? [], (_, month): CohortColumn => ({ month: month + 1, counts: "value" }));
  return {
    columns: ["cohort_from", "cohort_to", "customers", "currency", ...costColumns, ...months],
    rows: cohorts.map((cohort) => [cohort.firstDay, cohort.lastDay, cohort.customers, currency, ...costsOf(cohort), ...cohort.cells.map(valueOf)]),
  };
}

type Compared = { currency: string; compared: readonly ComparedGroup[]; all: ShownRow };

/** Groups side by side as a file, all customers last; beside each month the customers who have been watched for so long. */
export function comparedCsv({ currency, compared, all }: Compared, query: Query, names: { of: (group: ComparedGroup) => string; all: string }): File {
  const { costColumns, costsOf, valueOf } = writerOf(query, currency);
  const rowOf = (name: string, row: ShownRow): Cell[] =>
    [name, row.customers, currency, ...costsOf(row), ...row.cells.flatMap((cell) => [valueOf(cell), cell?.n ?? null])];
  const months = all.cells.flatMap((_, month): CohortColumn[] => [{ month: month + 1, counts: "value" }, { month: month + 1, counts: "customers" }]);
  return {
    columns: ["group", "customers", "currency", ...costColumns, ...months],
    rows: [...compared.map((group) => rowOf(names.of(group), group)), rowOf(names.all, all)],
  };
}

function writerOf({ show, measure, per }: Query, currency: string) {
  const money = (minor: number | null) => (minor === null ? null : minorToDecimal(Math.round(minor), currency));
  const hasCosts = show === "value" && measure === "margin" && per === "customer";
  return {
    costColumns: hasCosts ? (["acquisition_cost", "paid_back_after_months"] as const) : [],
    costsOf: ({ costMinor, paidBackAfter }: ShownRow): Cell[] => (hasCosts ? [money(costMinor), paidBackAfter] : []),
    valueOf: (cell: ShownCell | null): Cell => {
      if (cell === null) return null;
      if (show === "retention") return Math.round(cell.retention * PLACES_OF_A_SHARE) / PLACES_OF_A_SHARE;
      return money(per === "customer" ? cell.perCustomerMinor : cell.totalMinor);
    },
  };
}
