import { FormLayout } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CardSection } from "../card-section.tsx";
import type { Editing } from "./editing.ts";
import { ListField } from "./list-field.tsx";
import { SwitchField } from "./switch-field.tsx";
import { TypedField } from "./typed-field.tsx";

/** What is common to all tags, and the figures that are written beside them. */
export function FigureFields({ editing }: { editing: Editing }) {
  const { t } = useTranslation();
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
          <ListField {...editing} place="metafields" meaning={t("meaning.metafields")} />
        </FormLayout>
      </CardSection>
    </>
  );
}
