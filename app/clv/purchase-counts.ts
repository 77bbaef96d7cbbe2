import { checkAmount, checkCount } from "./check-input.ts";

/**
 * How many purchases a customer makes within a horizon, given that she is alive at its start. In BG/NBD, MBG/NBD and
 * Pareto/NBD alike this hangs on frequency and age only: recency tells no more than whether she is alive.
 */
export type PurchaseCounts = {
  /** P(N >= n) by n, from n = 0 (which is 1) to where it is next to nothing. */
  atLeast: (frequency: number, age: number) => Float64Array;
};

/** @throws where the two cannot be a customer's, naming which and the allowed range */
export function checkCustomer(frequency: number, age: number): void {
  checkCount("frequency", frequency);
  checkAmount("age", age);
}

/** A purchase is a day, so ten years hold no more; parameters at their own limits would ask for 1e12. */
export const MOST_PURCHASES = 4000;

/** Where P(N >= n) has fallen to this share of P(N >= 1), nobody buys that often. */
const NEGLIGIBLE_SHARE = 1e-9;

/** @param next P(N >= n) for n = 1, 2, 3 … one a call */
export function collectCounts(next: () => number): Float64Array {
  const tail = [1];
  for (let n = 1; n <= MOST_PURCHASES; n++) {
    const here = next();
    if (!(here > NEGLIGIBLE_SHARE * (tail[1] ?? 0))) {
      break;
    }
    tail.push(here);
  }
  return Float64Array.from(tail);
}
