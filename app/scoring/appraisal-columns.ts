import type { Appraisal } from "./appraisal.ts";

/** A shop's appraisals, which may go from thread to thread: one row a customer, NaN where an appraisal says null. */
export type AppraisalColumns = Readonly<Record<keyof Appraisal, Float64Array>>;

export function appraisalColumns(customers: number, appraisalAt: (row: number) => Appraisal): AppraisalColumns {
  const column = () => new Float64Array(customers);
  const columns: AppraisalColumns = {
    purchases: column(), frequency: column(), recencyDays: column(), ageDays: column(), monetaryValueMinor: column(),
    historicValueMinor: column(), probabilityAlive: column(), expectedOrders: column(), predictedValueMinor: column(),
    lifetimeValueMinor: column(), averageDaysBetweenOrders: column(), expectedNextOrderDay: column(),
    predictedLowerMinor: column(), predictedUpperMinor: column(),
  };
  const names = Object.keys(columns) as (keyof Appraisal)[];
  for (let row = 0; row < customers; row += 1) {
    const appraisal = appraisalAt(row);
    for (const name of names) columns[name][row] = appraisal[name] ?? NaN;
  }
  return columns;
}

export function appraisalIn(columns: AppraisalColumns, row: number): Appraisal {
  const number = (name: keyof Appraisal) => columns[name][row]!;
  const orNull = (name: keyof Appraisal) => (Number.isNaN(number(name)) ? null : number(name));
  return {
    purchases: number("purchases"),
    frequency: number("frequency"),
    recencyDays: number("recencyDays"),
    ageDays: number("ageDays"),
    monetaryValueMinor: orNull("monetaryValueMinor"),
    historicValueMinor: number("historicValueMinor"),
    probabilityAlive: orNull("probabilityAlive"),
    expectedOrders: number("expectedOrders"),
    predictedValueMinor: number("predictedValueMinor"),
    lifetimeValueMinor: number("lifetimeValueMinor"),
    averageDaysBetweenOrders: orNull("averageDaysBetweenOrders"),
    expectedNextOrderDay: orNull("expectedNextOrderDay"),
    predictedLowerMinor: orNull("predictedLowerMinor"),
    predictedUpperMinor: orNull("predictedUpperMinor"),
  };
}
