import { fields, finite, listOf, whole } from "#app/math/check-shape.ts";

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

const checkHistories = listOf(fields({ purchases: whole(0), firstPurchaseDay: finite, lastPurchaseDay: finite, historicValueMinor: finite }));

export function historyAt(columns: HistoryColumns, row: number): CustomerHistory {
  return {
    purchases: columns.purchases[row]!,
    firstPurchaseDay: columns.firstPurchaseDay[row]!,
    lastPurchaseDay: columns.lastPurchaseDay[row]!,
    historicValueMinor: columns.historicValueMinor[row]!,
  };
}

export function historyColumns(histories: readonly CustomerHistory[]): HistoryColumns {
  checkHistories("histories", histories);
  const column = (name: keyof CustomerHistory) => new Float64Array(histories.length).map((_, row) => histories[row]![name]);
  return {
    purchases: column("purchases"),
    firstPurchaseDay: column("firstPurchaseDay"),
    lastPurchaseDay: column("lastPurchaseDay"),
    historicValueMinor: column("historicValueMinor"),
  };
}
