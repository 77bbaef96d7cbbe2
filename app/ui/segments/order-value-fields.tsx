import { FormLayout, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CardSection } from "../card-section.tsx";
import type { Editing } from "./editing.ts";
import { SwitchField } from "./switch-field.tsx";

export function OrderValueFields({ editing }: { editing: Editing }) {
  const { t } = useTranslation();
  return (
    <CardSection title={t("editor.orderValue")} testId="order-value-fields">
      <Text as="p">{t("editor.orderValueMeaning")}</Text>
      <FormLayout>
        <SwitchField {...editing} place="orderValue.tax" meaning={t("meaning.orderValue.tax")} />
        <SwitchField {...editing} place="orderValue.shipping" meaning={t("meaning.orderValue.shipping")} />
      </FormLayout>
    </CardSection>
  );
}
