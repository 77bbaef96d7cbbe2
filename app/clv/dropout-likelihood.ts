import type { Derivatives } from "#app/math/maximise-damped-newton.ts";
import type { CompressedHistories } from "./compress-histories.ts";
import { droppedLikelihood } from "./dropped-likelihood.ts";
import type { CoinsAtStart } from "./geometric-dropout.ts";

/** Sums of a compressed table that no parameter changes. */
type Sums = {
  /** Customers by rank of their age, and their purchases. */
  customersAtAge: Float64Array;
  purchasesAtAge: Float64Array;
  /** How many customers have more than j repeat purchases, by j. */
  beyond: Float64Array;
  customers: number;
  purchases: number;
};

function sumUp(table: CompressedHistories): Sums {
  const { frequencies, times, frequencyAt, ageAt, count } = table;
  const customersAtAge = new Float64Array(times.length);
  const purchasesAtAge = new Float64Array(times.length);
  const beyond = new Float64Array((frequencies.at(-1) ?? 0) + 1);
  let customers = 0;
  let purchases = 0;
  for (let row = 0; row < count.length; row++) {
    const frequency = frequencies[frequencyAt[row]!]!;
    customersAtAge[ageAt[row]!]! += count[row]!;
    purchasesAtAge[ageAt[row]!]! += count[row]! * frequency;
    beyond[frequency]! += count[row]!;
    customers += count[row]!;
    purchases += count[row]! * frequency;
  }
  let above = 0;
  for (let j = beyond.length - 1; j >= 0; j--) {
    const here = beyond[j]!;
    beyond[j] = above;
    above += here;
  }
  return { customersAtAge, purchasesAtAge, beyond, customers, purchases };
}

const R = 0;
const ALPHA = 1;
const A = 2;
const B = 3;

/**
 * The log-likelihood of a whole table with its gradient and Hessian by (r, alpha, a, b), made for speed.
 *
 * With k = x + coins at the start and the odds of having dropped out
 *
 *     o = a / (b+k-1) ((alpha+T) / (alpha+t_x))^(r+x)
 *
 * a customer's log-likelihood is
 *
 *     ln (r)_x - x ln alpha - (r+x) ln(1 + T/alpha) + ln [(b)_k / (a+b)_k] + [k > 0] ln(1 + o)
 *
 * Rising factorials are running sums: over all customers ln (r)_x is a sum over j of ln(r+j) times the number of
 * customers with x > j, and their derivatives (in print, digamma and trigamma) are the sums of 1/(r+j) and 1/(r+j)^2.
 * The terms in T alone need one logarithm for each distinct age. Only ln(1 + o) is left for each row: one exponential
 * and one logarithm.
 */
export function dropoutLikelihood(
  start: CoinsAtStart,
  table: CompressedHistories,
): (params: Float64Array) => Derivatives {
  const sums = sumUp(table);
  const { times } = table;
  const logs = new Float64Array(times.length);
  const inverses = new Float64Array(times.length);

  return (params) => {
    const [r, alpha, a, b] = params as unknown as [number, number, number, number];
    for (let at = 0; at < times.length; at++) {
      logs[at] = Math.log1p(times[at]! / alpha);
      inverses[at] = 1 / (alpha + times[at]!);
    }
    const total = droppedLikelihood(start, table, { r, a, b }, logs, inverses);
    const add = (i: number, j: number, amount: number) => {
      total.hessian[i]![j]! += amount;
      if (i !== j) {
        total.hessian[j]![i]! += amount;
      }
    };

    total.value -= sums.purchases * Math.log(alpha);
    total.gradient[ALPHA]! -= sums.purchases / alpha;
    add(ALPHA, ALPHA, sums.purchases / (alpha * alpha));
    for (let at = 0; at < times.length; at++) {
      const customers = sums.customersAtAge[at]!;
      const exponent = r * customers + sums.purchasesAtAge[at]!;
      const slope = -(times[at]! / alpha) * inverses[at]!;
      total.value -= exponent * logs[at]!;
      total.gradient[R]! -= customers * logs[at]!;
      total.gradient[ALPHA]! -= exponent * slope;
      add(R, ALPHA, -customers * slope);
      add(ALPHA, ALPHA, exponent * slope * (inverses[at]! + 1 / alpha));
    }

    const addCoin = (customers: number, tossedBefore: number) => {
      const below = 1 / (b + tossedBefore);
      const above = 1 / (a + b + tossedBefore);
      total.value -= customers * Math.log1p(a * below);
      total.gradient[A]! -= customers * above;
      total.gradient[B]! += customers * a * below * above;
      add(A, A, customers * above * above);
      add(A, B, customers * above * above);
      add(B, B, -customers * a * below * above * (below + above));
    };
    if (start === 1) {
      addCoin(sums.customers, 0);
    }
    for (let j = 0; j < sums.beyond.length; j++) {
      const customers = sums.beyond[j]!;
      const inverse = 1 / (r + j);
      total.value += customers * Math.log(r + j);
      total.gradient[R]! += customers * inverse;
      add(R, R, -customers * inverse * inverse);
      addCoin(customers, j + start);
    }
    return total;
  };
}
