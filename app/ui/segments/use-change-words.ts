import { useTranslation } from "react-i18next";
import { isListPlace, isPlace, type ListPlace } from "./places.ts";
import { useChoiceWords } from "./use-choice-words.ts";
import { useWritten } from "./use-written.ts";

/** What stood at a place and what stands there since; undefined: nothing. */
export type Change = { place: string; from?: unknown; to?: unknown };

/** A change of a definition in words. */
export function useChangeWords(): (change: Change) => string {
  const { t } = useTranslation();
  const written = useWritten();
  const choiceWords = useChoiceWords();
  const chosen = (place: ListPlace, one: unknown, without: unknown) =>
    choiceWords[place]
      .filter(({ value }) => Array.isArray(one) && one.includes(value) && Array.isArray(without) && !without.includes(value))
      .map(({ label }) => label)
      .join(", ");
  return ({ place, from, to }) => {
    const name = isPlace(place) ? t(`place.${place}`) : place;
    if (isListPlace(place)) {
      const [added, removed] = [chosen(place, to, from), chosen(place, from, to)];
      const parts = [added && t("versions.added", { what: added }), removed && t("versions.removed", { what: removed })];
      return t("versions.list", { place: name, changes: parts.filter(Boolean).join(" ") });
    }
    if (from === undefined) return t("versions.set", { place: name, to: written(place, to) });
    if (to === undefined) return t("versions.gone", { place: name, from: written(place, from) });
    return t("versions.change", { place: name, from: written(place, from), to: written(place, to) });
  };
}
