import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { CohortsQuery } from "#app/views/cohorts-query.ts";
import type { ShownRow } from "#app/views/shown-cohorts.ts";
import { CardSection } from "../card-section.tsx";
import { useFormat } from "../use-format.ts";
import { heatOf } from "./heat.ts";
import { type HeatRow, HeatTable } from "./heat-table.tsx";
import { useCellValue } from "./use-cell-value.ts";

export type NamedRow = ShownRow & { name: string };

type ValueTableProps = {
  query: CohortsQuery;
  currency: string;
  title: string;
  meaning: string;
  /** What a row is. */
  heading: string;
  rows: NamedRow[];
  /** Under the others, and without their colours; null: sums have none. */
  all: NamedRow | null;
  /** When a cell is empty. */
  empty: string;
  hasCosts: boolean;
};

const PAID_BACK = "✓";

/** What customers brought, or how many of them came back, month by month. */
export function ValueTable({ query, currency, title, meaning, heading, rows, all, empty, hasCosts }: ValueTableProps) {
  const { t } = useTranslation();
  const { count, money } = useFormat();
  const { valueOf, write } = useCellValue(query, currency);
  const isRetention = query.show === "retention";
  // In their first month everybody buys: that would leave the others pale.
  const heat = heatOf(rows.map(({ cells }) => cells.map((cell, month) => (cell === null || (isRetention && month === 0) ? null : valueOf(cell)))));

  const costsOf = ({ costMinor, paidBackAfter }: ShownRow) => {
    if (costMinor === null) return ["–", "–"];
    return [money(Math.round(costMinor), currency), paidBackAfter === null ? t("cohorts.notYet") : t("cohorts.monthOf", { month: count(paidBackAfter) })];
  };
  const rowOf = (row: NamedRow, heatAt: (month: number) => number | null): HeatRow => ({
    name: row.name,
    beside: [count(row.customers), ...(hasCosts ? costsOf(row) : [])],
    cells: row.cells.map((cell, month) => cell && {
      text: write(valueOf(cell)),
      n: isRetention ? t("cohorts.buyersOf", { buyers: count(cell.buyers), n: count(cell.n) }) : t("cohorts.n", { n: count(cell.n) }),
      heat: heatAt(month),
      // What stands in it is not what was set against the cost where that is of some cohorts.
      isMarked: hasCosts && !row.isCostOfSome && month + 1 === row.paidBackAfter,
    }),
  });
  const shown = rows.map((row, index) => rowOf(row, (month) => heat[index]![month]!));
  return (
    <CardSection title={title} testId="cohort-table">
      <Text as="p">{meaning}</Text>
      <HeatTable
        title={title}
        mark={PAID_BACK}
        headings={{
          name: heading,
          beside: [t("home.customers"), ...(hasCosts ? [t("cohorts.cost"), t("cohorts.paidBack")] : [])],
          cells: Array.from(rows[0]?.cells ?? [], (_, month) => t("cohorts.monthOf", { month: count(month + 1) })),
        }}
        rows={all === null ? shown : [...shown, rowOf(all, () => null)]}
      />
      <Text as="p" tone="subdued">
        {empty}
        {hasCosts && ` ${t("cohorts.marked", { mark: PAID_BACK })}`}
        {hasCosts && [...rows, all].some((row) => row?.isCostOfSome) && ` ${t("cohorts.costOfSome")}`}
      </Text>
    </CardSection>
  );
}
