import { checkOrder } from "./check-order.ts";
import { columnOf, finite, refuse } from "./check-shape.ts";

/** Rank of each row, 1 for the first of the order; rows of equal value share the mean of their ranks. */
function midranks(values: Float64Array, order: Uint32Array): Float64Array {
  const ranks = new Float64Array(values.length);
  for (let first = 0; first < order.length; ) {
    let next = first + 1;
    while (next < order.length && values[order[next]!] === values[order[first]!]) next += 1;
    for (let at = first; at < next; at += 1) ranks[order[at]!] = (first + 1 + next) / 2;
    first = next;
  }
  return ranks;
}

const numbers = columnOf(finite);

/**
 * Spearman's rank correlation: the correlation of the ranks of two columns, equal values sharing their mean rank.
 *
 * @param xOrder rows by descending x, yOrder by descending y (order-descending.ts); how ties stand does not matter
 * @returns -1 to 1, or null where a column is constant and has no ranks to compare
 */
export function spearmanCorrelation(x: Float64Array, xOrder: Uint32Array, y: Float64Array, yOrder: Uint32Array): number | null {
  numbers("x", x);
  numbers("y", y);
  if (y.length !== x.length) refuse("y.length", y.length, `${x.length}, as many rows as in x`);
  checkOrder("xOrder", xOrder, x);
  checkOrder("yOrder", yOrder, y);
  const mean = (x.length + 1) / 2;
  const xRanks = midranks(x, xOrder);
  const yRanks = midranks(y, yOrder);
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let row = 0; row < x.length; row += 1) {
    const dx = xRanks[row]! - mean;
    const dy = yRanks[row]! - mean;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}
