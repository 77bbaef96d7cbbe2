import { List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { RETENTION } from "#app/compliance/retention.ts";
import { CardSection } from "../card-section.tsx";
import { Disclosure } from "../disclosure.tsx";
import { useFormat } from "../use-format.ts";

const KEPT = Object.entries(RETENTION) as [keyof typeof RETENTION, number][];

/** How long what is kept for a time is kept. */
export function Retention() {
  const { t } = useTranslation();
  const { count } = useFormat();
  return (
    <CardSection title={t("settings.retention")} testId="retention">
      <Text as="p">{t("settings.retentionMeaning")}</Text>
      <Disclosure title={t("settings.retentionAll")}>
        <List>
          {KEPT.map(([what, number]) => (
            <List.Item key={what}>{t(`kept.${what}`, { number: count(number), days: t("days", { count: number, number: count(number) }) })}</List.Item>
          ))}
        </List>
      </Disclosure>
    </CardSection>
  );
}
