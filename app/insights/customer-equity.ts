import { checkLengths } from "./check-lengths.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";
import { type Split, sumBySplit } from "./split.ts";

/** One row a customer, in minor units. */
export type LifetimeColumns = Readonly<{ historicValueMinor: Float64Array; predictedValueMinor: Float64Array }>;

type Totals = { historicValue: number; predictedValue: number; customers: number };

/** The sum of all customers' lifetime values: what they brought, and what they are expected to bring. */
export function customerEquity(columns: LifetimeColumns): LabelledValue {
  checkLengths("columns", columns, ["historicValueMinor", "predictedValueMinor"]);
  const { historicValueMinor, predictedValueMinor } = columns;
  return equityOf({
    historicValue: sum(historicValueMinor),
    predictedValue: sum(predictedValueMinor),
    customers: historicValueMinor.length,
  });
}

/** The same of each group, such as each segment; where everybody is in one, they sum to the whole. */
export function equityBySplit<Key>(split: Split<Key>, columns: LifetimeColumns): { group: Key; equity: LabelledValue }[] {
  checkLengths("columns", columns, ["historicValueMinor", "predictedValueMinor"]);
  const predicted = sumBySplit(split, columns.predictedValueMinor);
  return sumBySplit(split, columns.historicValueMinor).map(({ group, n, sum }, index) => ({
    group,
    equity: equityOf({ historicValue: sum, predictedValue: predicted[index]!.sum, customers: n }),
  }));
}

function equityOf({ historicValue, predictedValue, customers }: Totals): LabelledValue {
  return labelled("equity", { value: historicValue + predictedValue, factors: { historicValue, predictedValue, customers } });
}

function sum(column: Float64Array): number {
  return column.reduce((total, value) => total + value, 0);
}
