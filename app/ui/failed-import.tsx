import { Banner, BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { useMay } from "./use-reader.ts";

type FailedImportProps = { reason: string; sending: boolean; onAgain: () => void };

export function FailedImport({ reason, sending, onAgain }: FailedImportProps) {
  const { t } = useTranslation();
  const mayChange = useMay("write_customers");
  return (
    <div data-testid="import-failed">
      <Banner
        tone="critical"
        title={t("import.failed")}
        action={{ content: t("import.again"), onAction: onAgain, loading: sending, disabled: !mayChange }}
      >
        <BlockStack gap="100">
          <Text as="p">{t("import.failedMeaning")}</Text>
          <Text as="p">{reason}</Text>
        </BlockStack>
      </Banner>
    </div>
  );
}
