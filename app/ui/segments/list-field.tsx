import { BlockStack, ChoiceList, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useMay } from "../use-reader.ts";
import type { Form } from "./definition-form.ts";
import type { Editing } from "./editing.ts";
import type { ListPlace } from "./places.ts";
import { useChoiceWords } from "./use-choice-words.ts";

/** Any number of what there is to choose from. */
export function ListField<P extends ListPlace>({ place, meaning, titleHidden, form, set }: Editing & { place: P; meaning: string; titleHidden?: boolean }) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  const choices = useChoiceWords()[place];
  const inOrder = (selected: string[]) => choices.map(({ value }) => value).filter((value) => selected.includes(value)) as Form[P];
  return (
    <BlockStack gap="200">
      <ChoiceList allowMultiple disabled={!mayChange} title={t(`place.${place}`)} titleHidden={titleHidden} choices={choices} selected={form[place]} onChange={(selected) => set(place, inOrder(selected))} />
      <Text as="p" tone="subdued">
        {meaning}
      </Text>
    </BlockStack>
  );
}
