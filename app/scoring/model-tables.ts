import type { ValueTable } from "#app/clv/gamma-gamma.ts";
import type { PurchaseTable } from "#app/clv/check-input.ts";
import type { HistoryColumns } from "./customer-history.ts";

/** The customers with a purchase as the models see them, and which row of the shop each is. */
export type ModelTables = {
  rows: Int32Array;
  purchases: Required<Omit<PurchaseTable, "weight">>;
  /** Over all purchases, the first one included: that ranks customers better than repeat purchases alone. */
  spend: Required<Omit<ValueTable, "weight">>;
};

/** @throws RangeError naming the row whose last purchase is after the observation end */
export function modelTables(histories: HistoryColumns, observationEnd: number): ModelTables {
  const { purchases, firstPurchaseDay, lastPurchaseDay, historicValueMinor } = histories;
  const rows = Int32Array.from(purchases.keys()).filter((row) => purchases[row]! > 0);
  const column = (of: (row: number) => number) => Float64Array.from(rows, of);
  return {
    rows,
    purchases: {
      frequency: column((row) => purchases[row]! - 1),
      recency: column((row) => lastPurchaseDay[row]! - firstPurchaseDay[row]!),
      age: column((row) => {
        if (lastPurchaseDay[row]! <= observationEnd) return observationEnd - firstPurchaseDay[row]!;
        throw new RangeError(`lastPurchaseDay of row ${row} is ${lastPurchaseDay[row]}, after the observation end ${observationEnd}`);
      }),
    },
    spend: {
      frequency: column((row) => purchases[row]!),
      monetaryValue: column((row) => historicValueMinor[row]! / purchases[row]!),
    },
  };
}
