import { useTranslation } from "react-i18next";
import type { CohortsQuery } from "#app/views/cohorts-query.ts";
import type { ShownCohorts } from "#app/views/cohorts.view.server.ts";
import { pickLines } from "./pick-lines.ts";
import { useCellValue } from "./use-cell-value.ts";
import { useCohortName } from "./use-cohort-name.ts";
import { ValueLines } from "./value-lines.tsx";
import { ValueTable } from "./value-table.tsx";

type CohortsOfGroupProps = Pick<ShownCohorts, "cohorts" | "all" | "currency"> & { query: CohortsQuery };

/** A row a cohort, and how all of them together and some of them go on. */
export function CohortsOfGroup({ query, cohorts, all, currency }: CohortsOfGroupProps) {
  const { t } = useTranslation();
  const nameOf = useCohortName(query.length);
  const { valueOf, write } = useCellValue(query, currency);
  const isRetention = query.show === "retention";
  // Sums of fewer and fewer cohorts would be no row, and no line.
  const isTotal = !isRetention && query.per === "total";
  const costMinor = isRetention || isTotal ? null : all.costMinor;
  const rows = cohorts.map((cohort) => ({ ...cohort, name: nameOf(cohort) }));
  const together = isTotal ? null : { ...all, name: t("cohorts.all") };
  const picked = pickLines(rows);
  return (
    <>
      <ValueTable
        query={query}
        currency={currency}
        title={t(`cohorts.table.${query.show}`)}
        meaning={isRetention ? t("cohorts.retentionMeaning") : isTotal ? t("cohorts.totalMeaning") : t("cohorts.customerMeaning")}
        heading={t("cohorts.first")}
        rows={rows}
        all={together}
        empty={t("cohorts.empty")}
        hasCosts={costMinor !== null}
      />
      {picked.length > 0 && (
        <ValueLines
          query={query}
          currency={currency}
          meaning={t("cohorts.linesMeaning")}
          rows={together === null ? picked : [together, ...picked]}
          // Of other customers than the line of all: where they meet nothing has paid back.
          costMinor={all.isCostOfSome ? null : costMinor}
          write={(cell) => write(valueOf(cell))}
        />
      )}
    </>
  );
}
