import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

type FailedImportProps = { reason: string; sending: boolean; onAgain: () => void };

export function FailedImport({ reason, sending, onAgain }: FailedImportProps) {
  const { t } = useTranslation();
  return (
    <div data-testid="import-failed">
      <Banner
        tone="critical"
        title={t("import.failed")}
        action={{ content: t("import.again"), onAction: onAgain, loading: sending }}
      >
        <BlockStack gap="100">
          <Text as="p">{t("import.failedMeaning")}</Text>
          <Text as="p">{reason}</Text>
        </BlockStack>
      </Banner>
    </div>
  );
}
