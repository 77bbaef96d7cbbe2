import { checkAtLeastZero } from "#app/clv/check-input.ts";
import { columnOf } from "#app/math/check-shape.ts";
import { normalisedGini } from "#app/math/normalised-gini.ts";
import { orderDescending } from "#app/math/order-descending.ts";
import { shuffledRows } from "#app/math/shuffled-rows.ts";
import { spearmanCorrelation } from "#app/math/spearman-correlation.ts";
import type { Measures } from "./back-test.ts";

const GROUPS = 10;

const checkNumbers = columnOf(checkAtLeastZero);

export type Interval = { low: Float64Array; high: Float64Array };

/**
 * Measures of a forecast against what came (models.md's protocol).
 *
 * @param actual what came of each customer, >= 0, in purchases or minor units; at least one customer
 * @param seed   of the order in which customers of equal prediction are taken
 * @returns a function of the predictions in the same rows, and of an interval for each where there is one
 * @throws RangeError where a column is not as long as another, or holds what is no number from 0 on
 */
export function measureAgainst(actual: Float64Array, seed: number): (predicted: Float64Array, interval?: Interval) => Measures {
  if (actual.length === 0) throw new RangeError("actual has 0 rows; allowed: 1 and more, one a customer");
  checkNumbers("actual", actual);
  const shuffled = shuffledRows(actual.length, seed);
  const perfect = orderDescending(actual, shuffled);
  return (predicted, interval) => {
    for (const [name, column] of Object.entries({ predicted, ...interval })) {
      if (column.length !== actual.length) throw new RangeError(`${name} has ${column.length} rows; allowed: ${actual.length}, as many as actual`);
      checkNumbers(name, column);
    }
    const order = orderDescending(predicted, shuffled);
    const deciles = groupsOf(order, predicted, actual);
    const total = sum(deciles.map((decile) => decile.actual));
    const shareOfTotal = (value: number) => (total > 0 ? value / total : null);
    const misses = predicted.map((value, row) => value - actual[row]!);
    return {
      predicted: sum(predicted),
      actual: total,
      bias: shareOfTotal(sum(misses)),
      mae: sum(misses.map(Math.abs)) / misses.length,
      rmse: Math.sqrt(sum(misses.map((miss) => miss * miss)) / misses.length),
      spearman: spearmanCorrelation(predicted, order, actual, perfect),
      gini: normalisedGini(actual, order, perfect),
      topTenthShare: shareOfTotal(deciles[0]!.actual),
      deciles,
      decileError: shareOfTotal(sum(deciles.map((decile) => Math.abs(decile.predicted - decile.actual)))),
      coverage: interval === undefined ? null : coverageOf(interval, actual, () => true),
      openCoverage: interval === undefined ? null : coverageOf(interval, actual, (row) => interval.high[row]! > 0),
    };
  };
}

/** Tenths of the order; where they cannot be equal the first ones are larger by one. */
function groupsOf(order: Uint32Array, predicted: Float64Array, actual: Float64Array): Measures["deciles"] {
  return Array.from({ length: GROUPS }, (_, group) => {
    const rows = order.subarray(Math.ceil((group * order.length) / GROUPS), Math.ceil(((group + 1) * order.length) / GROUPS));
    const decile = { customers: rows.length, predicted: 0, actual: 0 };
    for (const row of rows) {
      decile.predicted += predicted[row]!;
      decile.actual += actual[row]!;
    }
    return decile;
  });
}

/** Null where nobody counts. */
function coverageOf({ low, high }: Interval, actual: Float64Array, counts: (row: number) => boolean): number | null {
  let customers = 0;
  let inside = 0;
  actual.forEach((value, row) => {
    if (!counts(row)) return;
    customers += 1;
    if (value >= low[row]! && value <= high[row]!) inside += 1;
  });
  return customers === 0 ? null : inside / customers;
}

function sum(values: Float64Array | readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
