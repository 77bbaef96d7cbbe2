import { BlockStack, Divider, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { CostChanges as Changes } from "#app/acquisition/cost-changes.ts";
import { CardSection } from "../card-section.tsx";
import { useFormat } from "../use-format.ts";
import { useStaffWords } from "../use-staff-words.ts";

export type CostChangesProps = {
  changes: (Pick<Changes, "grossMargin" | "currency" | "spends"> & {
    version: number;
    changedAt: string;
    staffId: string | null;
    /** How many amounts; `spends` has some of them. */
    amounts: number;
  })[];
  /** Whose page this is. */
  reader: string | null;
};

/** Who changed what is said of costs, when, and what stood before. */
export function CostChanges({ changes, reader }: CostChangesProps) {
  const { t } = useTranslation();
  const { count, finePercent, instant, money, month } = useFormat();
  const whose = useStaffWords(reader);
  const said = (value: string | null) => value ?? t("costs.nothing");
  return (
    <CardSection title={t("versions.title")} testId="cost-changes">
      {changes.length === 0 && <Text as="p">{t("costs.noChanges")}</Text>}
      {changes.map(({ version, changedAt, staffId, grossMargin, currency, spends, amounts }) => (
        <BlockStack key={version} gap="200">
          <Divider />
          <Text as="p" tone="subdued">
            {t("versions.one", { version, at: instant(changedAt), who: whose(staffId) })}
          </Text>
          <List>
            {grossMargin && (
              <List.Item>
                {t("costs.changed", {
                  what: t("costs.grossMargin"),
                  to: said(grossMargin.to === null ? null : finePercent(grossMargin.to)),
                  from: said(grossMargin.from === null ? null : finePercent(grossMargin.from)),
                })}
              </List.Item>
            )}
            {spends.map((spend) => (
              <List.Item key={`${spend.month} ${spend.channel}`}>
                {t("costs.changed", {
                  what: t("costs.spendOf", { month: month(spend.month), channel: spend.channel }),
                  to: said(spend.to === null ? null : money(spend.to, currency)),
                  from: said(spend.from === null ? null : money(spend.from, currency)),
                })}
              </List.Item>
            ))}
            {amounts > spends.length && <List.Item>{t("costs.more", { count: amounts - spends.length, number: count(amounts - spends.length) })}</List.Item>}
          </List>
        </BlockStack>
      ))}
    </CardSection>
  );
}
