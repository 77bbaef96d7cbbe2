import { Checkbox, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useMay } from "../use-reader.ts";
import type { Editing } from "./editing.ts";
import type { SwitchPlace } from "./places.ts";

/** Something that is on or off. */
export function SwitchField({ place, meaning, form, set }: Editing & { place: SwitchPlace; meaning: string }) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  // Polaris greys out the meaning with the box, until it can hardly be read.
  const readable = (
    <Text as="span" tone="subdued">
      {meaning}
    </Text>
  );
  return <Checkbox label={t(`place.${place}`)} helpText={readable} checked={form[place]} disabled={!mayChange} onChange={(checked) => set(place, checked)} />;
}
