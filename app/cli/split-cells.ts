import type { SplitCell } from "#app/insights/shop-splits.ts";
import { type Split, sumBySplit } from "#app/insights/split.ts";
import type { LedgerCustomer } from "./build-ledger.ts";
import type { ValuedCustomer } from "./value-customers.ts";

/** Customers with an order that counts, and what is summed of them; columns in the order of the customers. */
export type Buyers = {
  ledger: LedgerCustomer[];
  purchases: Float64Array;
  historicValueMinor: Float64Array;
  predictedValueMinor: Float64Array;
};

export function buyersOf(ledger: readonly LedgerCustomer[], customers: readonly ValuedCustomer[]): Buyers {
  const buyers = customers.filter(({ customerId }) => ledger[customerId]!.firstOrder !== null);
  const own = buyers.map(({ customerId }) => ledger[customerId]!);
  return {
    ledger: own,
    purchases: Float64Array.from(own, ({ purchases }) => new Set(purchases.map(({ day }) => day)).size),
    historicValueMinor: Float64Array.from(buyers, (it) => it.historicValueMinor),
    predictedValueMinor: Float64Array.from(buyers, (it) => it.predictedValueMinor),
  };
}

/** One cell a group that has customers, in the order of the groups. */
export function splitCells(split: Split<string | null>, buyers: Buyers): SplitCell[] {
  const purchases = sumBySplit(split, buyers.purchases);
  const predicted = sumBySplit(split, buyers.predictedValueMinor);
  return sumBySplit(split, buyers.historicValueMinor)
    .map(({ group, n, sum }, index) => ({
      key: group,
      customers: n,
      purchases: purchases[index]!.sum,
      historicValueMinor: sum,
      predictedValueMinor: predicted[index]!.sum,
    }))
    .filter(({ customers }) => customers > 0);
}
