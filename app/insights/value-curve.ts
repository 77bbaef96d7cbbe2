import { atLeast, callback, columnOf, fields, finite } from "#app/math/check-shape.ts";
import { checkPurchases } from "#app/scoring/check-purchases.ts";
import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import { earliestDay, firstDays } from "./first-days.ts";

/** Whole steps (days, months) from one day to another, never falling with `to`; the curve is as fine as they are. */
export type Elapsed = (from: number, to: number) => number;

export const elapsedDays: Elapsed = (from, to) => to - from;

/**
 * What customers bring by the time since their first purchase; columns of equal length, one row a whole step since.
 * Row 0 holds the first purchase.
 */
export type ValueCurve = Readonly<{
  /** Everyone with a purchase. */
  customers: number;
  /** Those who have been watched to the end of the step; falls along the curve, to 1 at least. */
  observed: Float64Array;
  /** Of those, who bought in the step. */
  buyers: Float64Array;
  /** What those brought in the step. */
  valueMinor: Float64Array;
  /** Value per customer up to the end of the step. */
  cumulativeMinor: Float64Array;
}>;

/** What is read of a curve once it is drawn. */
export type MeanCurve = Pick<ValueCurve, "customers" | "observed" | "cumulativeMinor">;

/** @throws where it is no curve, naming what of it is wrong and what is allowed */
export const checkCurve = fields({ customers: atLeast(0), observed: columnOf(finite), cumulativeMinor: columnOf(finite) });

/**
 * The mean cumulative value of a customer, as Nelson (1988, "Graphical analysis of system repair data", Journal of
 * Quality Technology 20) estimates it where customers came at different times: each step adds its value per customer
 * watched through it. Where all were watched throughout it is the plain mean; unlike the mean over whoever is left, it
 * uses everyone and never falls while values are positive.
 */
export function valueCurve(purchases: PurchaseColumns, observationEnd: number, elapsed: Elapsed): ValueCurve {
  checkPurchases(purchases, observationEnd);
  callback("elapsed", elapsed);
  const { customers, offsets, day, valueMinor } = purchases;
  const firsts = firstDays(purchases);
  const steps = elapsed(earliestDay(firsts, observationEnd), observationEnd + 1);

  const ended = new Float64Array(steps + 1);
  const buyers = new Float64Array(steps);
  const values = new Float64Array(steps);
  let counted = 0;
  for (let customer = 0; customer < customers; customer += 1) {
    const first = firsts[customer]!;
    if (first > observationEnd) continue;
    counted += 1;
    const complete = elapsed(first, observationEnd + 1);
    ended[complete]! += 1;
    let last = -1;
    for (let row = offsets[customer]!; row < offsets[customer + 1]! && day[row]! <= observationEnd; row += 1) {
      const step = elapsed(first, day[row]!);
      if (step >= complete) break;
      values[step]! += valueMinor[row]!;
      buyers[step]! += step > last ? 1 : 0;
      last = step;
    }
  }
  let left = counted;
  const observed = ended.subarray(0, steps).map((count) => (left -= count));
  return { customers: counted, observed, buyers, valueMinor: values, cumulativeMinor: accumulate(values, observed) };
}

/**
 * Value per customer by the end of each step. Steps watched by the same customers are summed before they are divided:
 * whole minor units stay exact.
 */
export function accumulate(valueMinor: Float64Array, observed: Float64Array): Float64Array {
  let before = 0;
  let sum = 0;
  return valueMinor.map((value, step) => {
    if (step > 0 && observed[step] !== observed[step - 1]) {
      before += sum / observed[step - 1]!;
      sum = 0;
    }
    sum += value;
    return before + sum / observed[step]!;
  });
}
