import type { ShopifyAdmin } from "./admin.server.ts";

/** The same, for work that may wait: each call leaves points for live ones. */
export function patiently({ run }: ShopifyAdmin): ShopifyAdmin {
  return { run: (shopId, operation, variables) => run(shopId, operation, variables, "patient") };
}
