import { checkBetween, checkObject, checkWhole, column as aColumn, columnOf, refuse } from "#app/math/check-shape.ts";
import type { PurchaseHistory } from "./purchase-history.ts";

/** Columns of equal length, one row a customer. */
export type PurchaseTable = {
  frequency: Float64Array;
  recency: Float64Array;
  age: Float64Array;
  /** How many customers a row stands for; 1 each where it is left out. */
  weight?: Float64Array;
};

/** Tables are made as long as the most frequent customer is frequent. */
const MOST_PURCHASES = 1e6;
/** Of times, values and weights: a lifetime in nanoseconds, all the money there is. */
const LARGEST = 1e18;
/** Fits look for parameters at many orders of magnitude around times and values, where there still must be numbers. */
const SMALLEST = 1e-30;
const SMALLEST_PARAMETER = 1e-150;
const LARGEST_PARAMETER = 1e32;

const checkWeights = columnOf(checkAtLeastZero);

/** @throws where the value is not a number >= 0, naming it, its row if it stands in a column, and what is allowed */
export function checkAtLeastZero(name: string, value: number, row?: number): void {
  checkBetween(name, value, 0, LARGEST, row);
}

/** @throws where the value is neither 0 nor a number of a size that a fit can work with, likewise */
export function checkAmount(name: string, value: number, row?: number): void {
  if (value !== 0 && !(Number.isFinite(value) && value >= SMALLEST && value <= LARGEST)) {
    refuse(name, value, `0, or a number from ${SMALLEST} to ${LARGEST}`, row);
  }
}

/** @throws where the value is not an integer from `least` on, likewise */
export function checkCount(name: string, value: number, row?: number, least = 0): void {
  checkWhole(name, value, least, MOST_PURCHASES, row);
}

/** @throws where it is no object, or its three numbers cannot be a customer's history, likewise */
export function checkHistory(c: PurchaseHistory): void {
  checkObject("history", c, ["frequency", "recency", "age"]);
  checkNumbers(c.frequency, c.recency, c.age);
}

/** Of a row as they are: a million objects would cost more than the checks. */
function checkNumbers(frequency: number, recency: number, age: number, row?: number): void {
  checkCount("frequency", frequency, row);
  checkAmount("age", age, row);
  if (!(Number.isFinite(recency) && recency >= 0 && recency <= age)) {
    refuse("recency", recency, `from 0 to the age, ${age}`, row);
  }
  if (frequency === 0 && recency > 0) {
    refuse("recency", recency, "0 where the frequency is 0", row);
  }
}

/** @param names of all of them, so that one that is missing is refused @throws naming the first that is not a number > 0 */
export function checkParams<Name extends string>(params: Record<Name, number>, names: readonly Name[]): void {
  checkObject("params", params, names);
  for (const name of names) {
    checkBetween(`parameter ${name}`, params[name], SMALLEST_PARAMETER, LARGEST_PARAMETER);
  }
}

/** @throws where a column is no Float64Array or not as long as the frequency column, or a weight is not a number >= 0 */
export function checkColumns(frequency: Float64Array, columns: Record<string, Float64Array | undefined>): void {
  for (const [name, column] of Object.entries({ frequency, ...columns })) {
    if (name === "weight" && column === undefined) {
      continue;
    }
    aColumn(`column ${name}`, column);
    if (column.length !== frequency.length) {
      throw new RangeError(`column ${name} has ${column.length} rows; allowed: ${frequency.length}, as many as frequency`);
    }
  }
  if (columns["weight"] !== undefined) checkWeights("weight", columns["weight"]);
}

/** @throws naming column, row, value and allowed range of the first row that cannot be a customer */
export function checkTable(table: PurchaseTable): void {
  checkObject("table", table, ["frequency", "recency", "age"]);
  const { frequency, recency, age, weight } = table;
  checkColumns(frequency, { recency, age, weight });
  for (let row = 0; row < frequency.length; row++) {
    checkNumbers(frequency[row]!, recency[row]!, age[row]!, row);
  }
}
