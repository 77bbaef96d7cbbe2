/** What the sandbox sends, as topics are written in shopify.app.toml and in the header. */
export type Topic =
  | "orders/create"
  | "orders/updated"
  | "orders/paid"
  | "orders/cancelled"
  | "orders/edited"
  | "orders/delete"
  | "refunds/create"
  | "customers/create"
  | "customers/update"
  | "customers/delete"
  | "customers/merge"
  | "customer.tags_added"
  | "customer.tags_removed"
  | "bulk_operations/finish"
  | "app/uninstalled"
  | "app/scopes_update"
  | ComplianceTopic;

type ComplianceTopic = "customers/data_request" | "customers/redact" | "shop/redact";
