import { BlockStack, Button, ButtonGroup, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Undone } from "../answer-or.ts";
import { CardSection } from "../card-section.tsx";
import { NoFile } from "../no-file.tsx";
import { useFormat } from "../use-format.ts";
import { useMay } from "../use-reader.ts";

export type DataRequestsProps = {
  requests: { id: string; customerId: string; requestedAt: string }[];
  /** Saves the answer to a request as a file, to read or for machines; null once it is saved. */
  onDownload: (requestId: string, as: "html" | "json") => Promise<Undone | null>;
};

/** What customers have asked for through Shopify, for the merchant to hand over. */
export function DataRequests({ requests, onDownload }: DataRequestsProps) {
  const { t } = useTranslation();
  const mayDownload = useMay("read_customers");
  const { instant } = useFormat();
  const [noFile, setNoFile] = useState<{ id: string; why: Undone } | null>(null);
  const download = async (id: string, as: "html" | "json") => {
    setNoFile(null);
    const why = await onDownload(id, as);
    setNoFile(why && { id, why });
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
          {noFile?.id === id && <NoFile why={noFile.why} />}
        </BlockStack>
      ))}
    </CardSection>
  );
}
