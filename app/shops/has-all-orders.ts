/** Without this scope Shopify shows the app orders of the last 60 days alone, and a value over those is wrong by design. */
export function hasAllOrders({ scopes }: { scopes: readonly string[] }): boolean {
  return scopes.includes("read_all_orders");
}
