import { BlockStack, Button, Card, Page, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { loadAgain } from "./load-again.ts";

type FailedPageProps = {
  /** The address leads nowhere; else something failed that no page foresaw, whose cause is in the server's log. */
  missing: boolean;
};

/** Where a page cannot be shown, the reader gets a way on. */
export function FailedPage({ missing }: FailedPageProps) {
  const { t } = useTranslation();
  return (
    <Page narrowWidth>
      <Card>
        <BlockStack gap="300" inlineAlign="start">
          <div role="alert" data-testid={missing ? "page-missing" : "page-failed"}>
            <BlockStack gap="200">
              <Text as="h1" variant="headingMd">
                {missing ? t("missing.title") : t("failed.title")}
              </Text>
              <Text as="p">{missing ? t("missing.text") : t("failed.text")}</Text>
            </BlockStack>
          </div>
          {missing ? (
            <Button url="/app">{t("missing.home")}</Button>
          ) : (
            <Button onClick={loadAgain}>{t("failed.again")}</Button>
          )}
        </BlockStack>
      </Card>
    </Page>
  );
}
