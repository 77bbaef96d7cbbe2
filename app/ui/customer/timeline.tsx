import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { OptOut } from "#app/customers/opt-out.ts";
import type { Exclusion } from "#app/orders/exclusion.ts";
import type { Dimension } from "#app/tags/tag-dimension.ts";
import { CardSection } from "../card-section.tsx";
import { SegmentChange, type SegmentChangeProps } from "../segment-change.tsx";
import { useFormat } from "../use-format.ts";

type Event =
  | { kind: "order"; name: string; currency: string; netMinor: number; exclusion: Exclusion | null }
  | { kind: "cancelled"; name: string }
  | ({ kind: "move" } & SegmentChangeProps)
  | { kind: "wish"; wish: OptOut }
  | { kind: "by-hand"; dimension: Dimension }
  | { kind: "written"; tags: string[] };

export type TimelineProps = { events: (Event & { at: string })[]; hasMore: boolean };

/** What happened, the newest first. */
export function Timeline({ events, hasMore }: TimelineProps) {
  const { t } = useTranslation();
  const { instant } = useFormat();
  return (
    <CardSection title={t("timeline.title")} testId="timeline">
      <ol style={{ listStyle: "none", margin: 0, padding: 0, borderInlineStart: "var(--p-border-width-050) solid var(--p-color-border)" }}>
        {events.map((event, index) => (
          <li key={`${event.at} ${index}`} style={{ padding: "var(--p-space-150) 0 var(--p-space-150) var(--p-space-300)" }}>
            <BlockStack gap="050">
              <Text as="span" variant="bodySm" tone="subdued">
                <time dateTime={event.at}>{instant(event.at)}</time>
              </Text>
              <EventWords {...event} />
            </BlockStack>
          </li>
        ))}
      </ol>
      {hasMore && (
        <Text as="p" variant="bodySm" tone="subdued">
          {t("timeline.more")}
        </Text>
      )}
    </CardSection>
  );
}

function EventWords(event: Event) {
  const { t } = useTranslation();
  const { money } = useFormat();
  switch (event.kind) {
    case "order": {
      const { name, exclusion } = event;
      const amount = money(event.netMinor, event.currency);
      return <Text as="span">{exclusion === null ? t("timeline.order", { name, amount }) : t("timeline.leftOut", { name, amount, reason: t(`exclusion.${exclusion}`) })}</Text>;
    }
    case "cancelled":
      return <Text as="span">{t("timeline.cancelled", { name: event.name })}</Text>;
    case "move":
      return (
        <InlineStack gap="200" blockAlign="center">
          <Text as="span">{t(`timeline.moved.${event.dimension}`)}</Text>
          <SegmentChange {...event} />
        </InlineStack>
      );
    case "wish":
      return <Text as="span">{t(`timeline.wish.${event.wish}`)}</Text>;
    case "by-hand":
      return <Text as="span">{t(`timeline.byHand.${event.dimension}`)}</Text>;
    case "written":
      return <Text as="span">{t("timeline.written", { tags: event.tags.join(", ") })}</Text>;
  }
}
