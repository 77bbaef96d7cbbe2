import { useRevalidator } from "@remix-run/react";
import { BlockStack, Button, Card, Page, Text } from "@shopify/polaris";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";

const EVERY_MS = 5_000;

/**
 * What was asked for did not come, for want of a network or of a server: it is asked for again and again, and stands here
 * as soon as it comes. The document is not loaded anew, which would put the browser's own page into the admin's frame.
 */
export function UnreachablePage() {
  const { t } = useTranslation();
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    const timer = setInterval(revalidate, EVERY_MS);
    return () => clearInterval(timer);
  }, [revalidate]);
  return (
    <Page narrowWidth>
      <Card>
        <BlockStack gap="300" inlineAlign="start">
          <div role="alert" data-testid="page-unreachable">
            <BlockStack gap="200">
              <Text as="h1" variant="headingMd">
                {t("unreachable.title")}
              </Text>
              <Text as="p">{t("unreachable.text")}</Text>
            </BlockStack>
          </div>
          <Button onClick={revalidate} disabled={state === "loading"}>
            {t("unreachable.again")}
          </Button>
        </BlockStack>
      </Card>
    </Page>
  );
}
