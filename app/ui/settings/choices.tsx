import { BlockStack, InlineStack, Link, Text } from "@shopify/polaris";
import { Fragment, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SegmentDefinition } from "#app/segments/definition.ts";
import { tagsInUse } from "#app/segments/tag-names.ts";
import { CardSection } from "../card-section.tsx";
import { useWritten } from "../segments/use-written.ts";
import { useFormat } from "../use-format.ts";

export type ChoicesProps = {
  definition: SegmentDefinition;
  /** Null while nobody has said. */
  grossMargin: number | null;
};

type Choice = { name: string; value: ReactNode; meaning: string };

/** What the shop has chosen, what each choice changes, and where it is made. */
export function Choices({ definition, grossMargin }: ChoicesProps) {
  const { t } = useTranslation();
  const { finePercent } = useFormat();
  const written = useWritten();
  const { orderValue, horizon, value, stage, smallestSegment, shopifySegments, metafields } = definition;
  const worth: Choice[] = [
    { name: t("place.orderValue.tax"), value: written("orderValue.tax", orderValue.tax), meaning: t("meaning.orderValue.tax") },
    { name: t("place.orderValue.shipping"), value: written("orderValue.shipping", orderValue.shipping), meaning: t("meaning.orderValue.shipping") },
    { name: t("place.horizon.horizonDays"), value: written("horizon.horizonDays", horizon.horizonDays), meaning: t("meaning.horizon.horizonDays") },
    { name: t("place.horizon.annualDiscountRate"), value: written("horizon.annualDiscountRate", horizon.annualDiscountRate), meaning: t("meaning.horizon.annualDiscountRate") },
  ];
  const tags: Choice[] = [
    { name: t("place.value.on"), value: written("value.on", value.on), meaning: t("meaning.value.on") },
    { name: t("place.value.basis"), value: written("value.basis", value.basis), meaning: t("meaning.value.basis") },
    { name: t("place.value.tiers.by"), value: written("value.tiers.by", value.tiers.by), meaning: t("meaning.value.tiers.by") },
    { name: t("place.stage.on"), value: written("stage.on", stage.on), meaning: t("meaning.stage.on") },
    { name: t("settings.tags"), value: <TagList tags={tagsInUse(definition).map(({ tag }) => tag)} />, meaning: t("settings.tagsMeaning") },
    { name: t("place.shopifySegments"), value: written("shopifySegments", shopifySegments), meaning: t("meaning.shopifySegments") },
    { name: t("place.smallestSegment"), value: written("smallestSegment", smallestSegment), meaning: t("meaning.smallestSegment") },
    { name: t("place.metafields"), value: metafields.map((key) => t(`metafield.${key}`)).join(", ") || t("settings.none"), meaning: t("meaning.metafields") },
  ];
  const margin = grossMargin === null ? t("costs.nothing") : finePercent(grossMargin);
  return (
    <>
      <ChoiceCard title={t("settings.worth")} testId="choices-worth" choices={worth} link={{ url: "/app/segments", text: t("settings.toSegments") }} />
      <ChoiceCard
        title={t("settings.costs")}
        testId="choices-costs"
        choices={[{ name: t("costs.grossMargin"), value: margin, meaning: t("settings.marginMeaning") }]}
        link={{ url: "/app/acquisition", text: t("settings.toCosts") }}
      />
      <ChoiceCard title={t("settings.segments")} testId="choices-segments" choices={tags} link={{ url: "/app/segments", text: t("settings.toSegments") }} />
    </>
  );
}

/** None of them is broken at its hyphen while it fits into a line. */
function TagList({ tags }: { tags: string[] }) {
  return tags.map((tag, place) => (
    <Fragment key={tag}>
      <span style={{ display: "inline-block" }}>{place < tags.length - 1 ? `${tag},` : tag}</span>{" "}
    </Fragment>
  ));
}

type ChoiceCardProps = { title: string; testId: string; choices: Choice[]; link: { url: string; text: string } };

function ChoiceCard({ title, testId, choices, link }: ChoiceCardProps) {
  return (
    <CardSection title={title} testId={testId}>
      {choices.map(({ name, value, meaning }) => (
        <BlockStack key={name} gap="050">
          <InlineStack align="space-between" gap="200">
            <Text as="span">{name}</Text>
            <Text as="span" fontWeight="medium" breakWord>
              {value}
            </Text>
          </InlineStack>
          <Text as="p" tone="subdued">
            {meaning}
          </Text>
        </BlockStack>
      ))}
      <div>
        <Link url={link.url}>{link.text}</Link>
      </div>
    </CardSection>
  );
}
