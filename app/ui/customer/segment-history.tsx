import { BlockStack, InlineStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { Disclosure } from "../disclosure.tsx";
import { SegmentChange, type SegmentChangeProps } from "../segment-change.tsx";
import { useFormat } from "../use-format.ts";

export type SegmentHistoryProps = { moves: (SegmentChangeProps & { at: string })[] };

/** When tier and stage changed, the newest first. */
export function SegmentHistory({ moves }: SegmentHistoryProps) {
  const { t } = useTranslation();
  const { instant } = useFormat();
  if (moves.length === 0) {
    return (
      <Text as="p" tone="subdued">
        {t("timeline.neverMoved")}
      </Text>
    );
  }
  return (
    <Disclosure title={t("timeline.moves")} testId="segment-history">
      <BlockStack gap="200">
        {moves.map((move, index) => (
          <InlineStack key={`${move.at} ${index}`} gap="200" blockAlign="center">
            <Text as="span" variant="bodySm" tone="subdued">
              {instant(move.at)}
            </Text>
            <SegmentChange {...move} />
          </InlineStack>
        ))}
      </BlockStack>
    </Disclosure>
  );
}
