import { useTranslation } from "react-i18next";
import { METAFIELD_KEYS } from "#app/segments/metafield-keys.ts";
import { isPlace } from "./places.ts";
import { useWritten } from "./use-written.ts";

/** What stood at a place and what stands there since; undefined: nothing. */
export type Change = { place: string; from?: unknown; to?: unknown };

/** A change of a definition in words. */
export function useChangeWords(): (change: Change) => string {
  const { t } = useTranslation();
  const written = useWritten();
  const figures = (one: unknown, without: unknown) =>
    METAFIELD_KEYS.filter((key) => Array.isArray(one) && one.includes(key) && Array.isArray(without) && !without.includes(key))
      .map((key) => t(`metafield.${key}`))
      .join(", ");
  return ({ place, from, to }) => {
    const name = isPlace(place) ? t(`place.${place}`) : place;
    if (place === "metafields") {
      const [added, removed] = [figures(to, from), figures(from, to)];
      const parts = [added && t("versions.added", { what: added }), removed && t("versions.removed", { what: removed })];
      return t("versions.list", { place: name, changes: parts.filter(Boolean).join(" ") });
    }
    if (from === undefined) return t("versions.set", { place: name, to: written(place, to) });
    if (to === undefined) return t("versions.gone", { place: name, from: written(place, from) });
    return t("versions.change", { place: name, from: written(place, from), to: written(place, to) });
  };
}
