import { useTranslation } from "react-i18next";
import type { AcquisitionFigures } from "#app/acquisition/acquisition-figures.ts";
import { useFormat } from "../use-format.ts";

type Said = Pick<AcquisitionFigures, "cac" | "lifetime" | "months" | "monthsWithSpend">;

/** What has to be said beside figures that are there, a sentence each. */
export function useReservations(): (figures: Said) => string[] {
  const { t } = useTranslation();
  const { count } = useFormat();
  return ({ cac, lifetime, months, monthsWithSpend }) => {
    const guards = new Set([cac, lifetime].filter(({ value }) => value !== null).flatMap((it) => it.guards));
    return [
      ...(guards.has("few-customers") ? [t("acquisition.reservation.few")] : []),
      ...(guards.has("not-proven") ? [t("acquisition.reservation.notProven")] : []),
      ...(guards.has("spend-of-some-months") ? [t("acquisition.reservation.someMonths", { count: monthsWithSpend, number: count(monthsWithSpend), months: count(months) })] : []),
    ];
  };
}
