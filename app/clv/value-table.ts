import { checkObject } from "#app/math/check-shape.ts";
import { checkAmount, checkColumns, checkCount } from "./check-input.ts";

/** How many purchases of a customer were averaged (frequency + 1 where the first one is included), and their mean. */
export type AverageValue = { frequency: number; monetaryValue: number };

/** Columns of equal length, one row a customer. */
export type ValueTable = {
  frequency: Float64Array;
  monetaryValue: Float64Array;
  /** How many customers a row stands for; 1 each where it is left out. */
  weight?: Float64Array;
};

/** @throws naming what is wrong and the allowed range */
export function checkAverage(c: AverageValue): void {
  checkObject("history", c, ["frequency", "monetaryValue"]);
  checkNumbers(c.frequency, c.monetaryValue);
}

function checkNumbers(frequency: number, monetaryValue: number, row?: number): void {
  checkCount("frequency", frequency, row);
  checkAmount("monetaryValue", monetaryValue, row);
}

/** @throws naming column, row, value and allowed range of the first row that cannot be a customer */
export function checkValues(table: ValueTable): void {
  checkObject("table", table, ["frequency", "monetaryValue"]);
  const { frequency, monetaryValue, weight } = table;
  checkColumns(frequency, { monetaryValue, weight });
  for (let row = 0; row < frequency.length; row++) {
    checkNumbers(frequency[row]!, monetaryValue[row]!, row);
  }
}
