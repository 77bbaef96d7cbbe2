import { BlockStack, Button, Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";

/** For what no page foresaw. The cause is in the server's log; a reader gets a way on. */
export function FailedPage() {
  const { t } = useTranslation();
  return (
    <Page narrowWidth>
      <Card>
        <BlockStack gap="300" inlineAlign="start">
          <div role="alert" data-testid="page-failed">
            <BlockStack gap="200">
              <Text as="h1" variant="headingMd">
                {t("failed.title")}
              </Text>
              <Text as="p">{t("failed.text")}</Text>
            </BlockStack>
          </div>
          <Button onClick={() => window.location.reload()}>{t("failed.again")}</Button>
        </BlockStack>
      </Card>
    </Page>
  );
}
