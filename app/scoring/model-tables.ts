import { checkAtLeastZero, type PurchaseTable } from "#app/clv/check-input.ts";
import type { ValueTable } from "#app/clv/gamma-gamma.ts";
import { column, fields, refuse } from "#app/math/check-shape.ts";
import { checkDay, EARLIEST_DAY } from "#app/time/check-day.ts";
import type { HistoryColumns } from "./customer-history.ts";

/** The customers with a purchase as the models see them, and which row of the shop each is. */
export type ModelTables = {
  rows: Int32Array;
  purchases: Required<Omit<PurchaseTable, "weight">>;
  /** Over all purchases, the first one included: that ranks customers better than repeat purchases alone. */
  spend: Required<Omit<ValueTable, "weight">>;
};

const checkHistories = fields({ purchases: column, firstPurchaseDay: column, lastPurchaseDay: column, historicValueMinor: column });

/**
 * Plain loops: building a million rows by `from` and callbacks took as long as fitting them.
 *
 * @throws for an observation end that is no day, and naming column and row of what is no purchase up to it
 */
export function modelTables(histories: HistoryColumns, observationEnd: number): ModelTables {
  checkDay("observationEnd", observationEnd);
  checkHistories("histories", histories);
  const { purchases, firstPurchaseDay, lastPurchaseDay, historicValueMinor } = histories;
  const rows = rowsWithPurchase(purchases);
  const empty = () => new Float64Array(rows.length);
  const tables = {
    rows,
    purchases: { frequency: empty(), recency: empty(), age: empty() },
    spend: { frequency: empty(), monetaryValue: empty() },
  };
  for (let index = 0; index < rows.length; index += 1) {
    const row = rows[index]!;
    const [count, first, last] = [purchases[row]!, firstPurchaseDay[row]!, lastPurchaseDay[row]!];
    const valueMinor = historicValueMinor[row]!;
    if (!(first >= EARLIEST_DAY && first <= last && last <= observationEnd)) refuseDays(row, first, last, observationEnd);
    if (!Number.isFinite(valueMinor)) refuse("historicValueMinor", valueMinor, "a finite number", row);
    tables.purchases.frequency[index] = count - 1;
    tables.purchases.recency[index] = last - first;
    tables.purchases.age[index] = observationEnd - first;
    tables.spend.frequency[index] = count;
    tables.spend.monetaryValue[index] = valueMinor / count;
  }
  return tables;
}

function refuseDays(row: number, first: number, last: number, observationEnd: number): never {
  const until = `to the observation end, ${observationEnd}`;
  if (!(first >= EARLIEST_DAY && first <= observationEnd)) refuse("firstPurchaseDay", first, `a day from ${EARLIEST_DAY} ${until}`, row);
  refuse("lastPurchaseDay", last, `a day from ${first} ${until}`, row);
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
