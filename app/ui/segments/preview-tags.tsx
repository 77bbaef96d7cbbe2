import { Badge, BlockStack, Text } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { Preview } from "#app/tags/summarise-preview.ts";
import { NumberTable } from "../number-table.tsx";
import { useFormat } from "../use-format.ts";

/** Customers of each tag, as they are and as they would be. */
export function PreviewTags({ tags }: Pick<Preview, "tags">) {
  const { t } = useTranslation();
  const { count } = useFormat();
  const rows = tags.map(({ tag, before, after, few }) => [
    <BlockStack key="tag" gap="050" inlineAlign="start">
      <Text as="span" breakWord>
        {tag}
      </Text>
      {few && <Badge tone="attention">{t("segmentTable.few")}</Badge>}
    </BlockStack>,
    count(before),
    after === before ? count(after) : <strong key="after">{count(after)}</strong>,
  ]);
  return <NumberTable title={t("preview.tags")} headings={[t("preview.tag"), t("preview.before"), t("preview.after")]} rows={rows} />;
}
