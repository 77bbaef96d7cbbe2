import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { SegmentDefinition } from "#app/segments/definition.ts";
import type { Alike } from "#app/segments/find-alike.ts";
import type { Stage } from "#app/segments/stage.ts";
import { stageTag, valueTag } from "#app/segments/tag-names.ts";
import type { ValueBasis } from "#app/segments/value-basis.ts";
import type { ValueBorders, ValueTier } from "#app/segments/value-tier.ts";
import type { ChangedSegment } from "#app/tags/shopify-segments/changed-segments.repo.server.ts";
import { CardSection } from "../card-section.tsx";
import { StageBadge } from "../stage-badge.tsx";
import { TierBadge } from "../tier-badge.tsx";
import { SegmentFlow, type SegmentFlowProps } from "./segment-flow.tsx";
import { type Reach, type SegmentFigures, SegmentTable } from "./segment-table.tsx";
import { ShopifySegmentsNote } from "./shopify-segments-note.tsx";
import { useSegmentRules } from "./use-segment-rules.ts";

export type CurrentSegmentsProps = {
  /** What the customers were sorted by. */
  definition: SegmentDefinition;
  basis: ValueBasis;
  borders: ValueBorders;
  newWindowDays: number;
  tiers: ({ tier: ValueTier } & SegmentFigures)[];
  /** Null in runs from before they were added up. */
  stages: ({ stage: Stage } & SegmentFigures)[] | null;
  alike: Alike[];
  reach: Reach[];
  /** Customer segments in Shopify that are not as we would have them. */
  changedSegments: ChangedSegment[];
  flows: Omit<SegmentFlowProps, "dimensions">;
  /** A segment's file is asked for, or is being made. */
  isFileComing: boolean;
  /** Asks for the list with this address as a file. */
  onExport: (address: string) => void;
};

/** Each tag of each dimension that is on: who gets it, how many they are, and what they are worth. */
export function CurrentSegments({ definition, tiers, stages, alike, reach, changedSegments, flows, isFileComing, onExport, ...sorted }: CurrentSegmentsProps) {
  const { t } = useTranslation();
  const { tierRule, stageRule } = useSegmentRules({ definition, ...sorted, customers: tiers.reduce((sum, { customers }) => sum + customers, 0) });
  const smallest = definition.smallestSegment;
  const order = sorted.basis === "historic" ? "&sort=historic-value" : "";
  const dimensions = (["value", "stage"] as const).filter((dimension) => definition[dimension].on);
  return (
    <>
      <ShopifySegmentsNote segments={changedSegments} />
      {definition.value.on ? (
        <SegmentTable
          title={t("segments.tier")}
          testId="value-segments"
          meaning={t("segmentTable.byValue", { basis: t(`tierBasis.${sorted.basis}`) })}
          segments={tiers.map(({ tier, ...figures }) => ({
            badge: <TierBadge tier={tier} />, tag: definition.value.tagged.includes(tier) ? valueTag(definition, tier) : null, rule: tierRule(tier), address: `tier=${tier}${order}`, ...figures,
          }))}
          smallest={smallest}
          reach={reach}
          isFileComing={isFileComing}
          onExport={onExport}
          alike={alike.filter(({ dimension }) => dimension === "value")}
        />
      ) : (
        <SwitchedOff title={t("segments.tier")} />
      )}
      {definition.stage.on ? (
        <SegmentTable
          title={t("segments.stage")}
          testId="stage-segments"
          meaning={stages ? t("segmentTable.byStage") : t("segmentTable.stagesLater")}
          segments={(stages ?? []).map(({ stage, ...figures }) => ({
            badge: <StageBadge stage={stage} />, tag: definition.stage.tagged.includes(stage) ? stageTag(definition, stage) : null, rule: stageRule(stage), address: `stage=${stage}${order}`, ...figures,
          }))}
          smallest={smallest}
          reach={reach}
          isFileComing={isFileComing}
          onExport={onExport}
          alike={alike.filter(({ dimension }) => dimension === "stage")}
        />
      ) : (
        <SwitchedOff title={t("segments.stage")} />
      )}
      {dimensions.length > 0 && <SegmentFlow {...flows} dimensions={dimensions} />}
    </>
  );
}

function SwitchedOff({ title }: { title: string }) {
  const { t } = useTranslation();
  return (
    <CardSection title={title} testId="switched-off">
      <Text as="p">{t("segmentTable.off")}</Text>
    </CardSection>
  );
}
