import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ReadingPause } from "#app/views/reading-pause.ts";
import { useFormat, useShop } from "./use-format.ts";
import { useMay } from "./use-reader.ts";
import { useStaffWords } from "./use-staff-words.ts";

export type ReadingPausedProps = ReadingPause & {
  /** Whose page this is. */
  reader: string;
  sending: boolean;
  onResume: () => void;
};

/** That imports and comparisons rest, since when, by whom, and what that means. */
export function ReadingPaused({ since, by, resting, reader, sending, onResume }: ReadingPausedProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  const { count, instant } = useFormat();
  const { unread } = useShop();
  const whose = useStaffWords(reader);
  return (
    <div data-testid="reading-paused">
      <Banner tone="info" title={t("readingPause.paused")} action={{ content: t("readingPause.resume"), onAction: onResume, loading: sending, disabled: !mayChange }}>
        <BlockStack gap="100">
          <Text as="p">{t("readingPause.by", { at: instant(since), who: whose(by) })}</Text>
          <Text as="p">{unread === null ? t("readingPause.pausedMeaning") : t("readingPause.unreadMeaning")}</Text>
          {resting && resting.total > 0 && <Text as="p">{t("readingPause.resting", { done: count(resting.done), total: count(resting.total) })}</Text>}
          {resting && resting.total === 0 && <Text as="p">{t("readingPause.restingFromStart")}</Text>}
        </BlockStack>
      </Banner>
    </div>
  );
}
