import { List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { OptOut } from "#app/customers/opt-out.ts";
import { CardSection } from "../card-section.tsx";
import { useFormat } from "../use-format.ts";

export type PrivacyProps = { optOuts: { kind: OptOut; customers: number }[] };

/** What is not kept of customers, and who is left out at their own wish. */
export function Privacy({ optOuts }: PrivacyProps) {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <CardSection title={t("settings.privacy")} testId="privacy">
      <Text as="p">{t("settings.privacyMeaning")}</Text>
      <List>
        {optOuts.map(({ kind, customers }) => (
          <List.Item key={kind}>{t(`optOut.${kind}`, { count: customers, number: count(customers) })}</List.Item>
        ))}
      </List>
    </CardSection>
  );
}
