import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import type { Concentration } from "./overview.ts";

/** Shares of the customers, the best first, at which the curve is kept. */
const SHARES = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];
/** The second half of "80/20". */
const MOST_OF_REVENUE = 0.8;

/** How much of all revenue so far the best customers brought; null where nobody bought. */
export function concentrate({ customers, offsets, valueMinor }: PurchaseColumns): Concentration | null {
  const values = new Float64Array(customers);
  let buyers = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    const [from, to] = [offsets[customer]!, offsets[customer + 1]!];
    if (from === to) continue;
    for (let row = from; row < to; row += 1) values[buyers]! += valueMinor[row]!;
    buyers += 1;
  }
  const sorted = values.subarray(0, buyers).sort().reverse();
  const revenueMinor = sorted.reduce((sum, value) => sum + value, 0);
  if (buyers === 0) return null;
  const points = SHARES.map((share) => ({ customers: Math.ceil(share * buyers - 1e-9), revenueMinor: 0 }));
  let sum = 0;
  let forMost = 0;
  for (let count = 1, next = 0; count <= buyers; count += 1) {
    if (sum < MOST_OF_REVENUE * revenueMinor) forMost = count;
    sum += sorted[count - 1]!;
    for (; points[next]?.customers === count; next += 1) points[next]!.revenueMinor = sum;
  }
  return { customers: buyers, revenueMinor, points: points.filter((point, index) => point.customers !== points[index + 1]?.customers), customersForMost: forMost };
}
