import { useTranslation } from "react-i18next";
import type { LabelledValue } from "#app/insights/labelled-value.ts";
import { useFormat } from "../use-format.ts";
import { reasonOf } from "./reason-of.ts";

/** A figure as it is read: with its unit, or why there is none. */
export function useFigureText(): (figure: LabelledValue) => string {
  const { t } = useTranslation();
  const { estimate, money, decimal, signedPercent, count } = useFormat();
  return (figure) => {
    const { value, unit, formula } = figure;
    if (value === null) return t(`noFigure.${reasonOf(figure)}`);
    // What a customer cost was paid; every other amount holds what is only expected.
    if (unit === "minor") return formula === "acquisition-cost" ? money(Math.round(value)) : estimate(value);
    if (unit === "months") return t("acquisition.months", { count: value, number: count(value) });
    return unit === "share" ? signedPercent(value) : decimal(value);
  };
}
