import { useTranslation } from "react-i18next";
import type { CohortsQuery } from "#app/views/cohorts-query.ts";
import { useFormat } from "../use-format.ts";

/** A cohort as it is called, by its first day. */
export function useCohortName(length: CohortsQuery["length"]): (cohort: { firstDay: string }) => string {
  const { t } = useTranslation();
  const { month } = useFormat();
  return ({ firstDay }) => {
    if (length === "month") return month(firstDay);
    return t("cohorts.quarterName", { quarter: Math.ceil(Number(firstDay.slice(5, 7)) / 3), year: firstDay.slice(0, 4) });
  };
}
