/**
 * Everything that is kept of a shop, in the parts that a merchant downloads. A test holds the parts, and what is in none,
 * to the database's catalogue.
 */
export const SHOP_DATA = {
  orders: ["orders", "products", "unread_orders", "gone_orders", "customer_merges"],
  customers: ["customer_scores", "customer_origins", "segment_moves", "scored_meanwhile"],
  writes: ["write_runs", "customer_writes", "written_before", "planned_writes", "bulk_writes", "hand_changes", "shopify_segments", "segment_reach"],
  runs: ["score_runs", "cohort_groups", "segment_flows"],
  settings: ["shops", "segment_definitions", "cost_changes", "acquisition_spends", "customer_views", "setup_guides"],
  privacy: ["customer_opt_outs", "data_requests", "customer_accesses", "customer_files"],
  work: ["imports", "reconciliations", "webhook_deliveries", "shopify_limits"],
} as const;

export type ShopDataPart = keyof typeof SHOP_DATA;
export const SHOP_DATA_PARTS = Object.keys(SHOP_DATA) as ShopDataPart[];

/** Handed over to nobody: keys to the shop, digests that tell nothing without a key of ours, and files that are one reader's. */
export const WITHHELD_TABLES = ["shop_sessions", "erasures", "file_parts"] as const;
