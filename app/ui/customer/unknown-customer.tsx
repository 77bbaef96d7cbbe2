import { BlockStack, Button, Card, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { AppPage } from "../app-page.tsx";

/** @param mergedInto whom the customer was merged into; null: nobody is known */
export function UnknownCustomer({ mergedInto }: { mergedInto: string | null }) {
  const { t } = useTranslation();
  const isMerged = mergedInto !== null;
  return (
    <AppPage section="customers" title={t("customer.title")} backAction={{ content: t("nav.customers"), url: "/app/customers" }}>
      <div data-testid="unknown-customer">
        <Card>
          <BlockStack gap="200" inlineAlign="start">
            <Text as="h2" variant="headingMd">
              {isMerged ? t("customer.merged") : t("customer.unknown")}
            </Text>
            <Text as="p">{isMerged ? t("customer.mergedMeaning") : t("customer.unknownMeaning")}</Text>
            <Button url={isMerged ? `/app/customers/${mergedInto}` : "/app/customers"}>{isMerged ? t("customer.toMerged") : t("customer.toList")}</Button>
          </BlockStack>
        </Card>
      </div>
    </AppPage>
  );
}
