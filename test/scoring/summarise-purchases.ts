import type { Purchase } from "#app/clv/purchase-history.ts";
import type { CustomerHistory } from "#app/scoring/customer-history.ts";

/** What `summariseUpTo` is held against. @param purchases counted orders in any order, several a day allowed */
export function summarisePurchases(purchases: readonly Purchase[]): CustomerHistory {
  const days = new Set(purchases.map(({ day }) => day));
  const sorted = [...days].sort((a, b) => a - b);
  return {
    purchases: days.size,
    firstPurchaseDay: sorted[0] ?? 0,
    lastPurchaseDay: sorted.at(-1) ?? 0,
    historicValueMinor: purchases.reduce((sum, { valueMinor }) => sum + valueMinor, 0),
  };
}
