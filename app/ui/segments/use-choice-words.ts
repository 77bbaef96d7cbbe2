import { useTranslation } from "react-i18next";
import { METAFIELD_KEYS } from "#app/segments/metafield-keys.ts";
import { STAGES } from "#app/segments/stage.ts";
import { VALUE_TIERS } from "#app/segments/value-tier.ts";
import type { ListPlace } from "./places.ts";

/** What may be chosen at each place that holds a list, in order and with its name. */
export function useChoiceWords(): Record<ListPlace, { value: string; label: string }[]> {
  const { t } = useTranslation();
  return {
    metafields: METAFIELD_KEYS.map((value) => ({ value, label: t(`metafield.${value}`) })),
    "value.tagged": VALUE_TIERS.map((value) => ({ value, label: t(`tier.${value}`) })),
    "stage.tagged": STAGES.map((value) => ({ value, label: t(`stage.${value}`) })),
  };
}
