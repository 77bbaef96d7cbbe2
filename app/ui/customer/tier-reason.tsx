import { BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { TierExplanation } from "#app/segments/explain-tier.ts";
import { useFormat } from "../use-format.ts";

/** The value, the rule and the border behind the value tier, with this customer's figures. */
export function TierReason({ reason, basis, standing, valueMinor, border, fallShare, next }: TierExplanation) {
  const { t } = useTranslation();
  const { money, percent } = useFormat();
  const value = money(valueMinor);
  return (
    <BlockStack gap="100">
      <Text as="p">
        {t(`tierReason.${reason}`, {
          basis: t(`tierBasis.${basis}`),
          value,
          border: border && money(border.minor),
          rule: border && (border.shareFromTop === null ? t("tierRule.amount") : t("tierRule.share", { share: percent(border.shareFromTop) })),
          // Whole minor units under which the tier is lost.
          keep: border && money(Math.ceil(border.keepMinor)),
          fall: percent(fallShare),
        })}
      </Text>
      {standing && <Text as="p">{t(`tierStanding.${standing}`)}</Text>}
      {next && (
        <Text as="p" tone="subdued">
          {t("tierReason.next", { amount: money(next.amountMinor), tier: t(`tier.${next.tier}`), border: money(next.borderMinor) })}
        </Text>
      )}
    </BlockStack>
  );
}
