import { BlockStack, Card, InlineStack, ProgressBar, Spinner, Text } from "@shopify/polaris";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "./use-format.ts";
import { useTimeLeft } from "./use-time-left.ts";

export type ProgressCardProps = {
  what: "import-requested" | "import-querying" | "import-loading" | "scoring" | "writing" | "undoing" | "removing";
  done: number;
  /** Null while nobody knows how much there will be. */
  total: number | null;
  secondsLeft: number | null;
};

export function ProgressCard({ what, done, total, secondsLeft }: ProgressCardProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const timeLeft = useTimeLeft(secondsLeft);
  const title = useId();
  const sofar =
    total !== null && total > 0
      ? t("progress.of", { done: format.count(done), total: format.count(total) })
      : done > 0 && t("progress.found", { done: format.count(done) });
  return (
    <div data-testid={`progress-${what}`}>
      <Card>
        <BlockStack gap="200">
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            {total === null && <Spinner size="small" />}
            <Text as="h2" variant="headingSm" id={title}>
              {t(`progress.${what}`)}
            </Text>
          </InlineStack>
          {total !== null && total > 0 && (
            <ProgressBar progress={Math.min(100, Math.floor((100 * done) / total))} size="small" ariaLabelledBy={title} />
          )}
          <Text as="p" tone="subdued">
            {[sofar, timeLeft].filter(Boolean).join(" · ")}
          </Text>
        </BlockStack>
      </Card>
    </div>
  );
}
