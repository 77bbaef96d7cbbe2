import { Badge, BlockStack, Button, Link, Text } from "@shopify/polaris";
import { ExportIcon } from "@shopify/polaris-icons";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Alike } from "#app/segments/find-alike.ts";
import { CardSection } from "../card-section.tsx";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";
import { useMay } from "../use-reader.ts";
import { AlikeNote } from "./alike-note.tsx";

/** What its customers are worth together, and the ends of the 80 % interval of that; null where there is none. */
export type SegmentFigures = { customers: number; lifetimeValueMinor: number; range: { lowerMinor: number; upperMinor: number } | null };

type Segment = SegmentFigures & {
  badge: ReactNode;
  /** Null: its customers are not tagged. */
  tag: string | null;
  /** In words, with its threshold. */
  rule: string;
  /** Of the list of its customers, the most valuable first. */
  address: string;
};

/** Who of a tag's customers in Shopify can be written to, and when that was counted. */
export type Reach = { tag: string; email: number; sms: number; lookedAt: string };

type SegmentTableProps = {
  title: string;
  testId: string;
  /** What holds for all of them. */
  meaning: string;
  segments: Segment[];
  /** A segment with fewer customers is marked. */
  smallest: number;
  alike: Alike[];
  /** Of the tags that were counted. */
  reach: Reach[];
  isFileComing: boolean;
  onExport: (address: string) => void;
};

/** The segments of one dimension as they stand. */
export function SegmentTable({ title, testId, meaning, segments, smallest, alike, reach, isFileComing, onExport }: SegmentTableProps) {
  const { t } = useTranslation();
  const mayDownload = useMay("read_customers");
  const { count, estimate, instant, percent } = useFormat();
  const everybody = segments.reduce((sum, { customers }) => sum + customers, 0);
  const rows = segments.map(({ badge, tag, rule, customers, lifetimeValueMinor, range, address }) => {
    const reached = reach.find((it) => it.tag === tag);
    return [
      <BlockStack key="tag" gap="050" inlineAlign="start">
        {badge}
        <Text as="span" variant="bodySm" tone="subdued">
          {tag ?? t("segmentTable.untagged")}
        </Text>
      </BlockStack>,
      rule,
      <Fragment key="customers">
        <div>{customers > 0 ? <Link url={`/app/customers?${address}`}>{count(customers)}</Link> : count(customers)}</div>
        {customers > 0 && customers < smallest && <Badge tone="attention">{t("segmentTable.few")}</Badge>}
      </Fragment>,
      percent(everybody > 0 ? customers / everybody : 0),
      estimate(lifetimeValueMinor),
      range ? t("history.between", { lower: estimate(range.lowerMinor), upper: estimate(range.upperMinor) }) : t("segmentTable.none"),
      customers > 0 ? estimate(lifetimeValueMinor / customers) : t("segmentTable.none"),
      reached ? count(reached.email) : t("segmentTable.none"),
      reached ? count(reached.sms) : t("segmentTable.none"),
      tag !== null && <Button key="file" icon={ExportIcon} variant="tertiary" accessibilityLabel={t("segmentTable.download", { tag })} disabled={!mayDownload || isFileComing || customers === 0} onClick={() => onExport(address)} />,
    ];
  });
  const counted = reach.find(({ tag }) => segments.some((it) => it.tag === tag));
  return (
    <CardSection title={title} testId={testId}>
      <Text as="p" tone="subdued">
        {meaning}
      </Text>
      <NumberTable
        title={title}
        headings={[
          t("segmentTable.segment"), t("segmentTable.rule"), t("home.customers"), t("segmentTable.share"), t("value.lifetime"), t("history.range"),
          t("segmentTable.mean"), t("segmentTable.email"), t("segmentTable.sms"), t("segmentTable.file"),
        ]}
        rows={rows}
        words={[1]}
      />
      {segments.some(({ customers, range }) => customers > 0 && !range) && (
        <Text as="p" variant="bodySm" tone="subdued">
          {t("value.noRange")}
        </Text>
      )}
      {counted && (
        <Text as="p" variant="bodySm" tone="subdued">
          {t("segmentTable.reach", { at: instant(counted.lookedAt) })}
        </Text>
      )}
      <AlikeNote alike={alike} />
    </CardSection>
  );
}
