import { useTranslation } from "react-i18next";
import { isListPlace, isPlace, type ListPlace } from "./places.ts";
import { useChoiceWords } from "./use-choice-words.ts";
import { useWritten } from "./use-written.ts";

/** What stood at a place and what stands there since; undefined: nothing. */
export type Change = { place: string; from?: unknown; to?: unknown };

/** Of the amounts that stood in a definition and that stand there since; null: there are none. */
export type Currencies = { from: string | null; to: string | null };

/** A change of a definition in words. */
export function useChangeWords(): (change: Change, currencies: Currencies) => string {
  const { t } = useTranslation();
  const written = useWritten();
  const choiceWords = useChoiceWords();
  const chosen = (place: ListPlace, one: unknown, without: unknown) =>
    choiceWords[place]
      .filter(({ value }) => Array.isArray(one) && one.includes(value) && Array.isArray(without) && !without.includes(value))
      .map(({ label }) => label)
      .join(", ");
  return ({ place, from, to }, currencies) => {
    const name = isPlace(place) ? t(`place.${place}`) : place;
    if (isListPlace(place)) {
      const [added, removed] = [chosen(place, to, from), chosen(place, from, to)];
      const parts = [added && t("versions.added", { what: added }), removed && t("versions.removed", { what: removed })];
      return t("versions.list", { place: name, changes: parts.filter(Boolean).join(" ") });
    }
    const before = () => written(place, from, currencies.from);
    const since = () => written(place, to, currencies.to);
    if (from === undefined) return t("versions.set", { place: name, to: since() });
    if (to === undefined) return t("versions.gone", { place: name, from: before() });
    return t("versions.change", { place: name, from: before(), to: since() });
  };
}
