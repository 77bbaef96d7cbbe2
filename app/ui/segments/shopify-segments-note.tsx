import { Banner, List } from "@shopify/polaris";
import { useTranslation } from "react-i18next";
import type { ChangedSegment } from "#app/tags/shopify-segments/changed-segments.repo.server.ts";

/** Customer segments in Shopify that stay as the merchant left them, and those that Shopify would not have. */
export function ShopifySegmentsNote({ segments }: { segments: ChangedSegment[] }) {
  const { t } = useTranslation();
  if (segments.length === 0) return null;
  return (
    <div data-testid="shopify-segments">
      <Banner tone={segments.some(({ what }) => what === "refused") ? "warning" : "info"} title={t("shopifySegments.title")}>
        <List>
          {segments.map(({ name, what, reason }) => (
            <List.Item key={name}>{t(`shopifySegments.${what}`, { name, reason })}</List.Item>
          ))}
        </List>
      </Banner>
    </div>
  );
}
