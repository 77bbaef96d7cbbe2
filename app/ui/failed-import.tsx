import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ReadProblem as Problem } from "#app/orders/read-problem.ts";
import { ReadProblem } from "./read-problem.tsx";
import { useMay } from "./use-reader.ts";

export type FailedImportProps = {
  /** Why; null where that named a customer who has been redacted since. */
  problem: Problem | null;
  /** Imports rest until the merchant says otherwise. */
  isPaused: boolean;
  sending: boolean;
  onAgain: () => void;
};

export function FailedImport({ problem, isPaused, sending, onAgain }: FailedImportProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  return (
    <div data-testid="import-failed">
      <Banner
        tone="critical"
        title={t("import.failed")}
        action={{ content: t("import.again"), onAction: onAgain, loading: sending, disabled: isPaused || !mayChange }}
      >
        <BlockStack gap="100">
          <Text as="p">{t("import.failedMeaning")}</Text>
          {problem && (
            <Text as="p">
              <ReadProblem problem={problem} />
            </Text>
          )}
        </BlockStack>
      </Banner>
    </div>
  );
}
