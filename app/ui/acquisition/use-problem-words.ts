import { useTranslation } from "react-i18next";
import type { SpendProblem } from "#app/acquisition/spend.ts";
import { useFormat } from "../use-format.ts";

/** What is wrong with an entry of spend, in words: what stands there, and what may. */
export function useProblemWords(): (problem: SpendProblem) => string {
  const { t } = useTranslation();
  const { currency, money, month } = useFormat();
  return ({ value, allowed }) => {
    switch (allowed.rule) {
      case "month":
        return t("spendProblem.month", { value, from: month(allowed.from), to: month(allowed.to) });
      case "length":
        return t("spendProblem.length", { least: allowed.least, most: allowed.most });
      case "characters":
        return t("spendProblem.characters", { value });
      case "amount":
        return allowed.decimals === 0 ? t("spendProblem.wholeAmount", { value }) : t("spendProblem.amount", { value, decimals: allowed.decimals });
      case "at-least":
        return t("spendProblem.at-least", { value, limit: money(allowed.limitMinor, currency) });
      case "at-most":
        return t("spendProblem.at-most", { value, limit: money(allowed.limitMinor, currency) });
      case "once":
        return t("spendProblem.once", { value, line: allowed.line });
    }
  };
}
