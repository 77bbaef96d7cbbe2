/**
 * What the sandbox sends, as topics are written in shopify.app.toml and in the header, and the scope that Shopify asks for
 * (its schema says so at WebhookSubscriptionTopic); null: none.
 */
const SCOPES = {
  "orders/create": "read_orders",
  "orders/updated": "read_orders",
  "orders/paid": "read_orders",
  "orders/cancelled": "read_orders",
  "orders/edited": "read_orders",
  "orders/delete": "read_orders",
  "refunds/create": "read_orders",
  "customers/create": "read_customers",
  "customers/update": "read_customers",
  "customers/delete": "read_customers",
  "customers/merge": "read_customer_merge",
  "customer.tags_added": "read_customers",
  "customer.tags_removed": "read_customers",
  "bulk_operations/finish": null,
  "app/uninstalled": null,
  "app/scopes_update": null,
  "shop/update": null,
  "customers/data_request": null,
  "customers/redact": null,
  "shop/redact": null,
} as const;

export type Topic = keyof typeof SCOPES;

export const TOPICS = Object.keys(SCOPES) as Topic[];

export function scopeOf(topic: Topic): string | null {
  return SCOPES[topic];
}
