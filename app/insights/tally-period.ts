import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";

export type PeriodTally = {
  /** Who bought. */
  customers: number;
  /** Who bought for the first time. */
  newCustomers: number;
  purchases: number;
  valueMinor: number;
};

/** What was bought from one day to another, both included. */
export function tallyPeriod({ customers, offsets, day, valueMinor }: PurchaseColumns, from: number, to: number): PeriodTally {
  const tally = { customers: 0, newCustomers: 0, purchases: 0, valueMinor: 0 };
  for (let customer = 0; customer < customers; customer += 1) {
    const before = tally.purchases;
    const first = offsets[customer]!;
    for (let row = first; row < offsets[customer + 1]!; row += 1) {
      if (day[row]! < from || day[row]! > to) continue;
      tally.newCustomers += row === first ? 1 : 0;
      tally.purchases += 1;
      tally.valueMinor += valueMinor[row]!;
    }
    tally.customers += tally.purchases > before ? 1 : 0;
  }
  return tally;
}
