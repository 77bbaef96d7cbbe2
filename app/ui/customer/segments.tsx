import { BlockStack, Divider, InlineCode, InlineStack } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { StageExplanation } from "#app/segments/explain-stage.ts";
import type { TierExplanation } from "#app/segments/explain-tier.ts";
import { CardSection } from "../card-section.tsx";
import { StageBadge } from "../stage-badge.tsx";
import { TierBadge } from "../tier-badge.tsx";
import { SegmentHistory, type SegmentHistoryProps } from "./segment-history.tsx";
import { StageReason } from "./stage-reason.tsx";
import { TierReason } from "./tier-reason.tsx";

export type SegmentsProps = { tags: string[]; tier: TierExplanation; stage: StageExplanation } & SegmentHistoryProps;

/** Which segments the customer is in, by which tags, each with why. */
export function Segments({ tags, tier, stage, moves }: SegmentsProps) {
  const { t } = useTranslation();
  return (
    <CardSection title={t("segments.title")} testId="segments">
      <InlineStack gap="200">
        {tags.map((tag) => (
          <InlineCode key={tag}>{tag}</InlineCode>
        ))}
      </InlineStack>
      <BlockStack gap="200">
        <InlineStack>
          <TierBadge tier={tier.tier} />
        </InlineStack>
        <TierReason {...tier} />
      </BlockStack>
      <Divider />
      <BlockStack gap="200">
        <InlineStack>
          <StageBadge stage={stage.stage} />
        </InlineStack>
        <StageReason {...stage} />
      </BlockStack>
      <Divider />
      <SegmentHistory moves={moves} />
    </CardSection>
  );
}
