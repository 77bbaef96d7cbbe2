import { Icon, InlineStack } from "@shopify/polaris";
import { ArrowRightIcon } from "@shopify/polaris-icons";
import { useTranslation } from "react-i18next";
import type { Stage } from "#app/segments/stage.ts";
import type { ValueTier } from "#app/segments/value-tier.ts";
import { StageBadge } from "./stage-badge.tsx";
import { TierBadge } from "./tier-badge.tsx";

export type SegmentChangeProps =
  | { dimension: "value"; from: ValueTier; to: ValueTier }
  | { dimension: "stage"; from: Stage; to: Stage };

export function SegmentChange(change: SegmentChangeProps) {
  const { t } = useTranslation();
  return (
    <InlineStack gap="100" blockAlign="center">
      {change.dimension === "value" ? <TierBadge tier={change.from} /> : <StageBadge stage={change.from} />}
      <div>
        <Icon source={ArrowRightIcon} tone="subdued" accessibilityLabel={t("home.movedTo")} />
      </div>
      {change.dimension === "value" ? <TierBadge tier={change.to} /> : <StageBadge stage={change.to} />}
    </InlineStack>
  );
}
