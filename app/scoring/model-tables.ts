import { checkAtLeastZero, type PurchaseTable } from "#app/clv/check-input.ts";
import type { ValueTable } from "#app/clv/gamma-gamma.ts";
import { checkDay } from "#app/time/check-day.ts";
import type { HistoryColumns } from "./customer-history.ts";

/** The customers with a purchase as the models see them, and which row of the shop each is. */
export type ModelTables = {
  rows: Int32Array;
  purchases: Required<Omit<PurchaseTable, "weight">>;
  /** Over all purchases, the first one included: that ranks customers better than repeat purchases alone. */
  spend: Required<Omit<ValueTable, "weight">>;
};

/**
 * Plain loops: building a million rows by `from` and callbacks took as long as fitting them.
 *
 * @throws RangeError for an observation end that is no day, and naming the row whose last purchase is after it or whose
 *   number of purchases is none
 */
export function modelTables(histories: HistoryColumns, observationEnd: number): ModelTables {
  checkDay("observationEnd", observationEnd);
  const { purchases, firstPurchaseDay, lastPurchaseDay, historicValueMinor } = histories;
  const rows = rowsWithPurchase(purchases);
  const column = () => new Float64Array(rows.length);
  const tables = {
    rows,
    purchases: { frequency: column(), recency: column(), age: column() },
    spend: { frequency: column(), monetaryValue: column() },
  };
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index]!;
    const [count, first, last] = [purchases[row]!, firstPurchaseDay[row]!, lastPurchaseDay[row]!];
    if (last > observationEnd) throw new RangeError(`lastPurchaseDay of row ${row} is ${last}, after the observation end ${observationEnd}`);
    tables.purchases.frequency[index] = count - 1;
    tables.purchases.recency[index] = last - first;
    tables.purchases.age[index] = observationEnd - first;
    tables.spend.frequency[index] = count;
    tables.spend.monetaryValue[index] = historicValueMinor[row]! / count;
  }
  return tables;
}

function rowsWithPurchase(purchases: Float64Array): Int32Array {
  const rows = new Int32Array(purchases.length);
  let found = 0;
  for (let row = 0; row < purchases.length; row += 1) {
    // Neither is more than 0, and nobody would be missed.
    checkAtLeastZero("purchases", purchases[row]!, row);
    if (purchases[row]! > 0) {
      rows[found] = row;
      found += 1;
    }
  }
  return rows.slice(0, found);
}
