import { checkOrder } from "./check-order.ts";
import { atLeast, columnOf } from "./check-shape.ts";

/** Mean share gathered along an order, less one half: the area between the concentration curve and the diagonal. */
function areaAboveDiagonal(actual: Float64Array, order: Uint32Array): number {
  let sum = 0;
  let area = 0;
  for (const row of order) {
    area += sum + actual[row]! / 2;
    sum += actual[row]!;
  }
  return sum > 0 ? area / (sum * order.length) - 0.5 : 0;
}

const values = columnOf(atLeast(0));

/**
 * How well an order finds those who matter: the area between its concentration curve and the diagonal, as a share of
 * the area under the best possible order. 1 for a perfect order, 0 on average for a random one, -1 for the reverse.
 *
 *     G = area(predicted order) / area(perfect order),  area = mean over the order of (share gathered) - 1/2
 *
 * @param actual         what each row came to, >= 0
 * @param predictedOrder rows, best prediction first; ties are the caller's to break
 * @param perfectOrder   rows, largest actual first
 * @returns null where all rows came to the same: no order is then better than another
 */
export function normalisedGini(actual: Float64Array, predictedOrder: Uint32Array, perfectOrder: Uint32Array): number | null {
  values("actual", actual);
  checkOrder("predictedOrder", predictedOrder, actual);
  checkOrder("perfectOrder", perfectOrder, actual);
  const perfect = areaAboveDiagonal(actual, perfectOrder);
  // Rounding alone leaves an area of some 1e-16 where all are equal.
  return perfect > 1e-12 ? areaAboveDiagonal(actual, predictedOrder) / perfect : null;
}
