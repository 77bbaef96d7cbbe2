import { Badge, type BadgeProps } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ValueTier } from "#app/segments/value-tier.ts";

const TONES: Record<ValueTier, BadgeProps["tone"]> = {
  vip: "success",
  high: "info",
  mid: undefined,
  low: undefined,
  negative: "critical",
};

export function TierBadge({ tier }: { tier: ValueTier }) {
  const { t } = useTranslation();
  return (
    <Badge tone={TONES[tier]} toneAndProgressLabelOverride={t("segments.tier")}>
      {t(`tier.${tier}`)}
    </Badge>
  );
}
