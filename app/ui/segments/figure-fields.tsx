import { ChoiceList, FormLayout, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { METAFIELD_KEYS } from "#app/segments/metafield-keys.ts";
import { CardSection } from "../card-section.tsx";
import { useMay } from "../use-reader.ts";
import type { Editing } from "./editing.ts";
import { SwitchField } from "./switch-field.tsx";
import { TypedField } from "./typed-field.tsx";

/** What is common to all tags, and the figures that are written beside them. */
export function FigureFields({ editing }: { editing: Editing }) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  const { form, set } = editing;
  return (
    <>
      <CardSection title={t("editor.all")} testId="common-fields">
        <FormLayout>
          <TypedField {...editing} place="prefix" meaning={t("meaning.prefix")} />
          <TypedField {...editing} place="smallestSegment" meaning={t("meaning.smallestSegment")} />
          <SwitchField {...editing} place="shopifySegments" meaning={t("meaning.shopifySegments")} />
        </FormLayout>
      </CardSection>
      <CardSection title={t("editor.figures")} testId="figure-fields">
        <FormLayout>
          <FormLayout.Group condensed>
            <TypedField {...editing} place="horizon.horizonDays" meaning={t("meaning.horizon.horizonDays")} />
            <TypedField {...editing} place="horizon.annualDiscountRate" meaning={t("meaning.horizon.annualDiscountRate")} />
          </FormLayout.Group>
          <ChoiceList
            allowMultiple
            disabled={!mayChange}
            title={t("place.metafields")}
            choices={METAFIELD_KEYS.map((key) => ({ value: key, label: t(`metafield.${key}`) }))}
            selected={form.metafields}
            onChange={(selected) => set("metafields", METAFIELD_KEYS.filter((key) => selected.includes(key)))}
          />
          <Text as="p" tone="subdued">
            {t("meaning.metafields")}
          </Text>
        </FormLayout>
      </CardSection>
    </>
  );
}
