import { useTranslation } from "react-i18next";

/** Everything that Shopify tells of (a test holds it to the topics that the app subscribes to). */
const TOPICS = {
  "orders/create": "orderPlaced",
  "orders/updated": "orderChanged",
  "orders/cancelled": "orderCancelled",
  "orders/delete": "orderDeleted",
  "refunds/create": "refund",
  "customers/merge": "customersMerged",
  "customer.tags_added": "tagsAdded",
  "customer.tags_removed": "tagsRemoved",
  "bulk_operations/finish": "collected",
  "app/uninstalled": "uninstalled",
  "app/scopes_update": "permissions",
  "shop/update": "settings",
  "customers/data_request": "dataRequest",
  "customers/redact": "customerRedacted",
  "shop/redact": "shopRedacted",
} as const;

/** What Shopify told of, in words; its own name for it where there are none any more. */
export function useTopicName(): (topic: string) => string {
  const { t } = useTranslation();
  return (topic) => (topic in TOPICS ? t(`topic.${TOPICS[topic as keyof typeof TOPICS]}`) : topic);
}
