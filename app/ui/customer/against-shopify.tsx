import { Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import { CardSection } from "../card-section.tsx";
import { DifferenceTable, type DifferenceTableProps } from "../difference-table.tsx";

/** Null data: Shopify knows no such customer. */
export type AgainstShopifyProps = { status: "read"; data: DifferenceTableProps | null } | { status: "unavailable" };

/** Why Shopify's customer page shows another sum. */
export function AgainstShopify(difference: AgainstShopifyProps) {
  const { t } = useTranslation();
  if (difference.status === "read" && difference.data === null) return null;
  return (
    <CardSection title={t("difference.title")} testId="against-shopify">
      {difference.status === "read" && difference.data ? (
        <DifferenceTable {...difference.data} />
      ) : (
        <Text as="p" tone="subdued">
          {t("difference.unavailable")}
        </Text>
      )}
    </CardSection>
  );
}
