import type { PurchaseHistory } from "./purchase-history.ts";

/** Columns of equal length, one row a customer. */
export type PurchaseTable = {
  frequency: Float64Array;
  recency: Float64Array;
  age: Float64Array;
  /** How many customers a row stands for; 1 each where it is left out. */
  weight?: Float64Array;
};

function refuse(name: string, value: number, allowed: string, row?: number): never {
  throw new Error(`${row === undefined ? name : `column ${name}, row ${row}`} is ${value}; allowed: ${allowed}.`);
}

/** @throws where the value is not a finite number >= 0, naming it, its row if it stands in a column, and the range */
export function checkAtLeastZero(name: string, value: number, row?: number): void {
  if (!(value >= 0 && value < Infinity)) {
    refuse(name, value, "a finite number >= 0", row);
  }
}

/** @throws where the value is not an integer >= 0, likewise */
export function checkCount(name: string, value: number, row?: number): void {
  if (!(Number.isInteger(value) && value >= 0)) {
    refuse(name, value, "an integer >= 0", row);
  }
}

/** @throws where the three numbers cannot be a customer's history, likewise */
export function checkHistory({ frequency, recency, age }: PurchaseHistory, row?: number): void {
  checkCount("frequency", frequency, row);
  checkAtLeastZero("age", age, row);
  if (!(recency >= 0 && recency <= age)) {
    refuse("recency", recency, `from 0 to the age, ${age}`, row);
  }
  if (frequency === 0 && recency > 0) {
    refuse("recency", recency, "0 where the frequency is 0", row);
  }
}

/** @throws naming the first parameter that is not a finite number > 0 */
export function checkParams(params: Record<string, number>): void {
  for (const [name, value] of Object.entries(params)) {
    if (!(value > 0 && value < Infinity)) {
      refuse(`parameter ${name}`, value, "a finite number > 0");
    }
  }
}

/** @throws where a column is not as long as the frequency column, or a weight is not a finite number >= 0 */
export function checkColumns(frequency: Float64Array, columns: Record<string, Float64Array | undefined>): void {
  for (const [name, column] of Object.entries(columns)) {
    if (column !== undefined && column.length !== frequency.length) {
      throw new Error(`column ${name} has ${column.length} rows; allowed: ${frequency.length}, as many as frequency.`);
    }
  }
  columns.weight?.forEach((weight, row) => checkAtLeastZero("weight", weight, row));
}

/** @throws naming column, row, value and allowed range of the first row that cannot be a customer */
export function checkTable({ frequency, recency, age, weight }: PurchaseTable): void {
  checkColumns(frequency, { recency, age, weight });
  for (let row = 0; row < frequency.length; row++) {
    checkHistory({ frequency: frequency[row]!, recency: recency[row]!, age: age[row]! }, row);
  }
}
