import { BlockStack, Button, ButtonGroup, InlineError, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CardSection } from "../card-section.tsx";
import { useFormat } from "../use-format.ts";
import { useMay } from "../use-reader.ts";

export type DataRequestsProps = {
  requests: { id: string; customerId: string; requestedAt: string }[];
  /** Saves the answer to a request as a file, to read or for machines; rejects where it cannot be had. */
  onDownload: (requestId: string, as: "html" | "json") => Promise<void>;
};

/** What customers have asked for through Shopify, for the merchant to hand over. */
export function DataRequests({ requests, onDownload }: DataRequestsProps) {
  const { t } = useTranslation();
  const mayDownload = useMay("read_customers");
  const { instant } = useFormat();
  const [failed, setFailed] = useState<string | null>(null);
  const download = (id: string, as: "html" | "json") => {
    setFailed(null);
    onDownload(id, as).catch(() => setFailed(id));
  };
  return (
    <CardSection title={t("dataRequests.title")} testId="data-requests">
      <Text as="p">{t("dataRequests.meaning")}</Text>
      {requests.length === 0 && (
        <Text as="p" tone="subdued">
          {t("dataRequests.none")}
        </Text>
      )}
      {requests.map(({ id, customerId, requestedAt }) => (
        <BlockStack key={id} gap="100">
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="span">{t("dataRequests.customer", { id: customerId, at: instant(requestedAt) })}</Text>
            <ButtonGroup>
              <Button disabled={!mayDownload} onClick={() => download(id, "html")} accessibilityLabel={t("dataRequests.download", { id: customerId })}>
                {t("dataRequests.save")}
              </Button>
              <Button disabled={!mayDownload} onClick={() => download(id, "json")} accessibilityLabel={t("dataRequests.downloadJson", { id: customerId })}>
                {t("dataRequests.saveJson")}
              </Button>
            </ButtonGroup>
          </InlineStack>
          {failed === id && <InlineError message={t("dataRequests.failed")} fieldID={id} />}
        </BlockStack>
      ))}
    </CardSection>
  );
}
