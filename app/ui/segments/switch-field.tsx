import { Checkbox } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Editing } from "./editing.ts";
import type { SwitchPlace } from "./places.ts";

/** Something that is on or off. */
export function SwitchField({ place, meaning, form, set }: Editing & { place: SwitchPlace; meaning: string }) {
  const { t } = useTranslation();
  return <Checkbox label={t(`place.${place}`)} helpText={meaning} checked={form[place]} onChange={(checked) => set(place, checked)} />;
}
