import { BlockStack, List, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Foretold } from "#app/tags/preview-definition.server.ts";
import { useFormat } from "../use-format.ts";
import { WriteTime } from "../write-time.tsx";

/** What would be written to Shopify, what it takes of the shop's budget there, and how long. */
export function PreviewWrites({ writes, cost }: Pick<Foretold, "writes" | "cost">) {
  const { t } = useTranslation();
  const { count } = useFormat();
  if (writes.customers === 0) return <Text as="p">{t("preview.noWrites")}</Text>;
  return (
    <div data-testid="preview-writes">
      <BlockStack gap="100">
        <Text as="h3" variant="headingSm">
          {t("preview.writes")}
        </Text>
        <List>
          <List.Item>
            {t("preview.customers", { count: writes.customers, number: count(writes.customers) })}
            {writes.outstanding > 0 && `, ${t("preview.outstanding", { number: count(writes.outstanding) })}`}
          </List.Item>
          <List.Item>{t("written.tagsAdded", { count: writes.tagsAdded, number: count(writes.tagsAdded) })}</List.Item>
          <List.Item>{t("written.tagsRemoved", { count: writes.tagsRemoved, number: count(writes.tagsRemoved) })}</List.Item>
          <List.Item>{t("written.fields", { count: writes.metafields, number: count(writes.metafields) })}</List.Item>
        </List>
        <WriteTime cost={cost} />
      </BlockStack>
    </div>
  );
}
