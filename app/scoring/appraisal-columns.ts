import type { Appraisal } from "./appraisal.ts";

/** Whole numbers that four bytes hold; the rest takes eight. */
const COUNTS = ["purchases", "frequency", "recencyDays", "ageDays"] as const;
const AMOUNTS = [
  "monetaryValueMinor", "historicValueMinor", "probabilityAlive", "expectedOrders", "predictedValueMinor",
  "averageDaysBetweenOrders", "expectedNextOrderDay", "predictedLowerMinor", "predictedUpperMinor",
  "predictedVariance", "logNothing",
] as const;

/**
 * A shop's appraisals, which may go from thread to thread: one row a customer, NaN where an appraisal says null. The
 * lifetime value is the sum of two of them.
 */
export type AppraisalColumns = Readonly<Record<(typeof COUNTS)[number], Int32Array> & Record<(typeof AMOUNTS)[number], Float64Array>>;

export function appraisalColumns(customers: number, appraisalAt: (row: number) => Appraisal): AppraisalColumns {
  const columns = Object.fromEntries([
    ...COUNTS.map((name) => [name, new Int32Array(customers)]),
    ...AMOUNTS.map((name) => [name, new Float64Array(customers)]),
  ]) as AppraisalColumns;
  for (let row = 0; row < customers; row += 1) {
    const appraisal = appraisalAt(row);
    for (const name of COUNTS) columns[name][row] = appraisal[name];
    for (const name of AMOUNTS) columns[name][row] = appraisal[name] ?? NaN;
  }
  return columns;
}

export function appraisalIn(columns: AppraisalColumns, row: number): Appraisal {
  const orNull = (name: (typeof AMOUNTS)[number]) => (Number.isNaN(columns[name][row]!) ? null : columns[name][row]!);
  const historicValueMinor = columns.historicValueMinor[row]!;
  const predictedValueMinor = columns.predictedValueMinor[row]!;
  return {
    purchases: columns.purchases[row]!,
    frequency: columns.frequency[row]!,
    recencyDays: columns.recencyDays[row]!,
    ageDays: columns.ageDays[row]!,
    monetaryValueMinor: orNull("monetaryValueMinor"),
    historicValueMinor,
    probabilityAlive: orNull("probabilityAlive"),
    expectedOrders: columns.expectedOrders[row]!,
    predictedValueMinor,
    lifetimeValueMinor: historicValueMinor + predictedValueMinor,
    averageDaysBetweenOrders: orNull("averageDaysBetweenOrders"),
    expectedNextOrderDay: orNull("expectedNextOrderDay"),
    predictedLowerMinor: orNull("predictedLowerMinor"),
    predictedUpperMinor: orNull("predictedUpperMinor"),
    predictedVariance: orNull("predictedVariance"),
    logNothing: orNull("logNothing"),
  };
}
