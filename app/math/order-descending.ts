import { checkOrder } from "./check-order.ts";
import { columnOf, finite } from "./check-shape.ts";

const numbers = columnOf(finite);

/**
 * The rows of a column from its largest value to its smallest; rows of equal value stay in the order of `rows`, so that
 * shuffled rows break ties at random. O(n log n).
 *
 * @param rows every row of the column once
 */
export function orderDescending(values: Float64Array, rows: Uint32Array): Uint32Array {
  numbers("values", values);
  checkOrder("rows", rows, values);
  return rows.slice().sort((a, b) => values[b]! - values[a]!);
}
