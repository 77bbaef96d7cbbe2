import type { ExportedOrder } from "#app/csv/exported-order.ts";
import { splitByKey, sumBySplit } from "#app/insights/split.ts";
import type { LedgerCustomer } from "./build-ledger.ts";
import type { ValuedCustomer } from "./value-customers.ts";

/** Of each customer's first order that counts. */
const SPLITS = {
  channel: ({ source }: ExportedOrder) => source,
  country: ({ country }: ExportedOrder) => country,
  firstProduct: ({ lines }: ExportedOrder) => lines[0]?.title ?? null,
};

type Cell = { group: string | null; n: number; historicValueMinor: number; predictedValueMinor: number };

/** What the customers of each channel, country and first product are worth, the largest group first; null: not said. */
export function splitCustomers(ledger: readonly LedgerCustomer[], customers: readonly ValuedCustomer[]): Record<keyof typeof SPLITS, Cell[]> {
  const buyers = customers.flatMap(({ customerId, historicValueMinor, predictedValueMinor }) => {
    const { firstOrder } = ledger[customerId]!;
    return firstOrder === null ? [] : [{ firstOrder, historicValueMinor, predictedValueMinor }];
  });
  const historic = Float64Array.from(buyers, ({ historicValueMinor }) => historicValueMinor);
  const predicted = Float64Array.from(buyers, ({ predictedValueMinor }) => predictedValueMinor);
  const cells = (keyOf: (order: ExportedOrder) => string | null) => {
    const split = splitByKey(buyers.map(({ firstOrder }) => keyOf(firstOrder)));
    const expected = sumBySplit(split, predicted);
    return sumBySplit(split, historic)
      .map(({ group, n, sum }, index) => ({ group, n, historicValueMinor: sum, predictedValueMinor: expected[index]!.sum }))
      .sort((a, b) => b.n - a.n);
  };
  return { channel: cells(SPLITS.channel), country: cells(SPLITS.country), firstProduct: cells(SPLITS.firstProduct) };
}
