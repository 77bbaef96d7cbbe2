/**
 * Where a reconciliation stands: changed orders are read; Shopify adds up the customers' sums, which are then compared;
 * customers whose sums do not agree are looked at one by one; over.
 */
export type ReconciliationStatus = "orders" | "customers" | "checking" | "done" | "failed";
