import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";

/** Day of each customer's first purchase; Infinity for a customer without one. */
export function firstDays({ customers, offsets, day }: PurchaseColumns): Float64Array {
  const days = new Float64Array(customers).fill(Infinity);
  for (let customer = 0; customer < customers; customer += 1) {
    const row = offsets[customer]!;
    if (row < offsets[customer + 1]!) days[customer] = day[row]!;
  }
  return days;
}

/** The first of them, or the day after the observation end where nothing was bought up to it. */
export function earliestDay(days: Float64Array, observationEnd: number): number {
  return days.reduce((a, b) => Math.min(a, b), observationEnd + 1);
}
