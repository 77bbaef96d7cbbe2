import type { Purchase } from "#app/clv/purchase-history.ts";

/** A customer's counted orders in brief. Days are day numbers (app/time), money is in minor units. */
export type CustomerHistory = {
  /** Distinct days with a counted order; 0 where every order is left out. */
  purchases: number;
  /** Of the counted orders; both 0 where there are none. */
  firstPurchaseDay: number;
  lastPurchaseDay: number;
  historicValueMinor: number;
};

/** The same for a whole shop: columns of equal length, one row a customer. */
export type HistoryColumns = Readonly<Record<keyof CustomerHistory, Float64Array>>;

/** @param purchases counted orders in any order, several a day allowed */
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

export function historyAt(columns: HistoryColumns, row: number): CustomerHistory {
  return {
    purchases: columns.purchases[row]!,
    firstPurchaseDay: columns.firstPurchaseDay[row]!,
    lastPurchaseDay: columns.lastPurchaseDay[row]!,
    historicValueMinor: columns.historicValueMinor[row]!,
  };
}

export function historyColumns(histories: readonly CustomerHistory[]): HistoryColumns {
  const column = (name: keyof CustomerHistory) => Float64Array.from(histories, (history) => history[name]);
  return {
    purchases: column("purchases"),
    firstPurchaseDay: column("firstPurchaseDay"),
    lastPurchaseDay: column("lastPurchaseDay"),
    historicValueMinor: column("historicValueMinor"),
  };
}
