import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ValueTier } from "#app/segments/value-tier.ts";
import { CardSection } from "../card-section.tsx";
import { NumberTable } from "../number-table.tsx";
import { TierBadge } from "../tier-badge.tsx";
import { useFormat } from "../use-format.ts";
import { ShareBar } from "./share-bar.tsx";

export type TierRow = { tier: ValueTier; customers: number; historicValueMinor: number };

/** How much of the revenue so far came from which tier. */
export function TierTable({ tiers }: { tiers: TierRow[] }) {
  const { t } = useTranslation();
  const { count, money, percent } = useFormat();
  const revenue = tiers.reduce((sum, { historicValueMinor }) => sum + historicValueMinor, 0);
  const rows = tiers.map(({ tier, customers, historicValueMinor }) => {
    const share = revenue > 0 ? historicValueMinor / revenue : 0;
    return [
      <BlockStack key="tier" gap="050" inlineAlign="start">
        <TierBadge tier={tier} />
        <Text as="span" variant="bodySm" tone="subdued">
          {t("home.customersOf", { count: customers, number: count(customers) })}
        </Text>
      </BlockStack>,
      <BlockStack key="value" gap="100" inlineAlign="end">
        <Text as="span">{money(historicValueMinor)}</Text>
        <ShareBar share={share} />
        <Text as="span" variant="bodySm" tone="subdued">
          {t("home.share", { share: percent(share) })}
        </Text>
      </BlockStack>,
    ];
  });
  return (
    <CardSection title={t("home.tiers")} testId="tiers">
      <NumberTable title={t("home.tiers")} headings={[t("segments.tier"), t("value.historic")]} rows={rows} />
    </CardSection>
  );
}
