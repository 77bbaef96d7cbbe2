import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { CohortsQuery } from "#app/views/cohorts-query.ts";
import type { ShownCohorts } from "#app/views/cohorts.view.server.ts";
import type { ShownRow } from "#app/views/shown-cohorts.ts";
import { CardSection } from "../card-section.tsx";
import { useFormat } from "../use-format.ts";
import { heatOf } from "./heat.ts";
import { type HeatRow, HeatTable } from "./heat-table.tsx";
import { useCellValue } from "./use-cell-value.ts";
import { useCohortName } from "./use-cohort-name.ts";

type CohortTableProps = Pick<ShownCohorts, "cohorts" | "all" | "currency"> & { query: CohortsQuery };

const PAID_BACK = "✓";

/** A row a cohort: what its customers brought, or how many of them came back, month by month. */
export function CohortTable({ query, cohorts, all, currency }: CohortTableProps) {
  const { t } = useTranslation();
  const { count, money } = useFormat();
  const nameOf = useCohortName(query.length);
  const { valueOf, write } = useCellValue(query, currency);
  const isRetention = query.show === "retention";
  const isTotal = !isRetention && query.per === "total";
  const hasCosts = !isRetention && !isTotal && all.costMinor !== null;
  // In its first month everybody buys: that would leave the others pale.
  const heat = heatOf(cohorts.map(({ cells }) => cells.map((cell, month) => (cell === null || (isRetention && month === 0) ? null : valueOf(cell)))));

  const rowOf = (name: string, row: ShownRow, heatAt: (month: number) => number | null): HeatRow => ({
    name,
    beside: [count(row.customers), ...(hasCosts ? costsOf(row) : [])],
    cells: row.cells.map((cell, month) => cell && {
      text: write(valueOf(cell)),
      n: isRetention ? t("cohorts.buyersOf", { buyers: count(cell.buyers), n: count(cell.n) }) : t("cohorts.n", { n: count(cell.n) }),
      heat: heatAt(month),
      isMarked: hasCosts && month + 1 === row.paidBackAfter,
    }),
  });
  const costsOf = ({ costMinor, paidBackAfter }: ShownRow) => {
    if (costMinor === null) return ["–", "–"];
    return [money(Math.round(costMinor), currency), paidBackAfter === null ? t("cohorts.notYet") : t("cohorts.monthOf", { month: count(paidBackAfter) })];
  };
  const rows = cohorts.map((cohort, index) => rowOf(nameOf(cohort), cohort, (month) => heat[index]![month]!));
  const title = t(`cohorts.table.${query.show}`);
  return (
    <CardSection title={title} testId="cohort-table">
      <Text as="p">{isRetention ? t("cohorts.retentionMeaning") : isTotal ? t("cohorts.totalMeaning") : t("cohorts.customerMeaning")}</Text>
      <HeatTable
        title={title}
        mark={PAID_BACK}
        headings={{
          name: t(`cohorts.lengths.${query.length}`),
          beside: [t("home.customers"), ...(hasCosts ? [t("cohorts.cost"), t("cohorts.paidBack")] : [])],
          cells: Array.from(cohorts[0]?.cells ?? [], (_, month) => t("cohorts.monthOf", { month: count(month + 1) })),
        }}
        rows={isTotal ? rows : [...rows, rowOf(t("cohorts.all"), all, () => null)]}
      />
      <Text as="p" tone="subdued">
        {t("cohorts.empty")}
        {hasCosts && ` ${t("cohorts.marked", { mark: PAID_BACK })}`}
      </Text>
    </CardSection>
  );
}
