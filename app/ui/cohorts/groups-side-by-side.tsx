import { useTranslation } from "react-i18next";
import type { CohortCut } from "#app/insights/cohort-cuts.ts";
import type { CohortsQuery } from "#app/views/cohorts-query.ts";
import type { ShownCohorts } from "#app/views/cohorts.view.server.ts";
import { useFormat } from "../use-format.ts";
import { LEAST_CUSTOMERS, pickGroups, whileMany } from "./pick-lines.ts";
import { useCellValue } from "./use-cell-value.ts";
import { useGroupName } from "./use-group-name.ts";
import { ValueLines } from "./value-lines.tsx";
import { ValueTable } from "./value-table.tsx";

type GroupsSideBySideProps = Pick<ShownCohorts, "compared" | "all" | "currency" | "choices"> & { query: CohortsQuery; cut: CohortCut };

/** A row a group, each of its customers as long after the first order as those beside, and the largest groups as lines. */
export function GroupsSideBySide({ query, cut, compared, all, currency, choices }: GroupsSideBySideProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const nameOf = useGroupName(cut, currency);
  const { valueOf, write } = useCellValue(query, currency);
  const isRetention = query.show === "retention";
  const rows = compared.map((group) => ({ ...group, name: nameOf(group) }));
  const everybody = { ...all, name: t("cohorts.everybody") };
  const withSize = <Row extends { name: string; customers: number }>(row: Row) => ({ ...row, name: t("cohorts.groupOf", { name: row.name, customers: count(row.customers) }) });
  const picked = pickGroups(rows);
  return (
    <>
      <ValueTable
        query={query}
        currency={currency}
        title={t(`cohorts.table.${query.show}`)}
        meaning={`${isRetention ? t("cohorts.comparedRetention") : t("cohorts.comparedValue")}${choices.length > rows.length ? ` ${t("cohorts.largest", { number: count(rows.length) })}` : ""}`}
        heading={t(`cohorts.cuts.${cut}`)}
        rows={rows}
        all={everybody}
        empty={t("cohorts.comparedEmpty")}
        hasCosts={!isRetention && all.costMinor !== null}
      />
      {picked.length > 0 && (
        <ValueLines
          query={query}
          currency={currency}
          meaning={t("cohorts.comparedLines", { number: count(LEAST_CUSTOMERS) })}
          rows={[whileMany(everybody), ...picked].map(withSize)}
          // Each group has its own: the table says when it is covered.
          costMinor={null}
          write={(cell) => `${write(valueOf(cell))} (${t("cohorts.n", { n: count(cell.n) })})`}
        />
      )}
    </>
  );
}
