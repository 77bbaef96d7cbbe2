import { useTranslation } from "react-i18next";
import type { DefinitionProblem } from "#app/segments/definition-problem.ts";
import { useFormat } from "../use-format.ts";
import { isPlace, PLACES } from "./places.ts";
import { useWritten } from "./use-written.ts";

/** What is wrong at a place of a draft, in words: what was typed there, and what is allowed. */
export function useProblemWords(): (problem: DefinitionProblem, typed: string) => string {
  const { t } = useTranslation();
  const { currency, finePercent } = useFormat();
  const written = useWritten();
  const nameOf = (place: string) => (isPlace(place) ? t(`place.${place}`) : place);
  return ({ place, allowed }, typed) => {
    const it = { value: typed };
    switch (allowed.rule) {
      case "kind":
        if (allowed.expected !== "int") return t("problem.number", it);
        return isPlace(place) && PLACES[place] === "border" ? t("problem.tooFine", { ...it, currency }) : t("problem.whole", it);
      case "at-least":
        return t("problem.at-least", { ...it, limit: written(place, allowed.limit) });
      case "at-most":
        return t("problem.at-most", { ...it, limit: written(place, allowed.limit) });
      case "length":
        return t("problem.length", { ...it, least: allowed.least, most: allowed.most });
      case "one-of":
        return t("problem.one-of", { ...it, values: allowed.values.join(", ") });
      case "currency":
        return t("problem.currency", { ...it, currency: allowed.currency });
      case "below":
        return t("problem.below", { ...it, limit: written(allowed.place, allowed.limit), other: nameOf(allowed.place) });
      case "up-to":
        return t("problem.up-to", { ...it, limit: written(allowed.place, allowed.limit), other: nameOf(allowed.place) });
      case "sum-below":
        return t("problem.sum-below", { sum: finePercent(allowed.sum), others: allowed.places.map(nameOf).join(", ") });
      case "tag":
        return t("problem.tag", { ...it, most: allowed.most });
      case "unlike":
        return t("problem.unlike", { tag: allowed.tag, other: nameOf(allowed.place) });
      case "unlike-before":
        return t("problem.unlike-before", { tag: allowed.tag, other: nameOf(allowed.place) });
    }
  };
}
