import { BlockStack, InlineGrid, Select, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FlowDimension } from "#app/segments/flow-places.ts";
import { CardSection } from "../card-section.tsx";
import { Flow } from "../charts/flow.tsx";
import { useFormat } from "../use-format.ts";
import { useFlowWords } from "./use-flow-words.ts";

type Flows = {
  counts: number[][];
  /** Settings that customers were sorted anew by meanwhile. */
  resortedBy: { version: number; changedAt: string }[];
  /** Predictions counted then or count now, and not both. */
  basisChanged: boolean;
};

export type SegmentFlowProps = {
  /** Null where nothing is on record. */
  beganAt: string | null;
  /** What now can be compared with; `days` is null for the first moment on record. None before the second run. */
  periods: ({ days: number | null; since: string } & Record<FlowDimension, Flows>)[];
  /** Those that are on, one at least. */
  dimensions: readonly FlowDimension[];
};

/** How many customers went from each segment to each other, since a moment that is chosen. */
export function SegmentFlow({ beganAt, periods, dimensions }: SegmentFlowProps) {
  const { t } = useTranslation();
  const { instant } = useFormat();
  const [chosen, setChosen] = useState({ dimension: dimensions[0]!, since: periods[0]?.since });
  // What was chosen goes when the page is read anew: tags are switched off, or the night has passed.
  const dimension = dimensions.includes(chosen.dimension) ? chosen.dimension : dimensions[0]!;
  const period = periods.find(({ since }) => since === chosen.since) ?? periods[0];
  return (
    <CardSection title={t("segmentFlow.title")} testId="segment-flow">
      {period ? (
        <>
          <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
            <Select
              label={t("segmentFlow.since")}
              options={periods.map(({ days, since }) => ({ value: since, label: days === null ? t("segmentFlow.began") : t("segmentFlow.days", { number: days }) }))}
              value={period.since}
              onChange={(since) => setChosen({ dimension, since })}
            />
            <Select
              label={t("segmentFlow.by")}
              options={dimensions.map((value) => ({ value, label: value === "value" ? t("segments.tier") : t("segments.stage") }))}
              value={dimension}
              onChange={(value) => setChosen({ dimension: value === "stage" ? "stage" : "value", since: period.since })}
            />
          </InlineGrid>
          <FlowOf dimension={dimension} since={period.since} {...period[dimension]} />
        </>
      ) : (
        <Text as="p">{beganAt === null ? t("segmentFlow.next") : t("segmentFlow.begun", { at: instant(beganAt) })}</Text>
      )}
    </CardSection>
  );
}

function FlowOf({ dimension, since, counts, resortedBy, basisChanged }: Flows & { dimension: FlowDimension; since: string }) {
  const { t } = useTranslation();
  const { count, instant } = useFormat();
  const { before, after, tell, summary, table } = useFlowWords(dimension, counts, since);
  if (counts.flat().every((customers) => customers === 0)) return <Text as="p">{t("segmentFlow.nobody")}</Text>;
  return (
    <BlockStack gap="300">
      <Text as="p">{summary}</Text>
      {resortedBy.map(({ version, changedAt }) => (
        <Text key={version} as="p" tone="caution">
          {t("segmentFlow.resorted", { version, at: instant(changedAt) })}
        </Text>
      ))}
      {basisChanged && (
        <Text as="p" tone="caution">
          {t("segmentFlow.basis")}
        </Text>
      )}
      <Flow
        counts={counts}
        names={{ before, after }}
        heads={{ before: instant(since), after: t("segmentFlow.now") }}
        legend={{ stayed: t("segmentFlow.stayed"), moved: t("segmentFlow.moved") }}
        tell={tell}
        format={count}
        title={t("segmentFlow.title")}
        summary={summary}
        table={table}
      />
      <Text as="p" variant="bodySm" tone="subdued">
        {t("segmentFlow.meaning")}
      </Text>
    </BlockStack>
  );
}
