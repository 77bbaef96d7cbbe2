/** An error that is lower by less than this share is no lower: chance alone does as much. */
const WORTH_MENTIONING = 0.01;
/** Nor is one that is lower by less than so many standard errors of the difference. */
const BEYOND_CHANCE = 2;

/** Whether one error is lower than another by so much that it counts. */
export function isClearlyLower(lower: number, error: number, standardError: number): boolean {
  return error - lower > Math.max(WORTH_MENTIONING * error, BEYOND_CHANCE * standardError);
}

/**
 * Standard error of the difference between the root mean square errors of two forecasts of the same customers, by
 * chance: which customers bought what. By the delta method, with s_i and s'_i a customer's squared errors and R and R' the
 * roots of their means over n customers,
 *
 *     standard error = sqrt( variance of (s_i / 2R - s'_i / 2R') / n )
 */
export function rmseDifferenceError(actual: Float64Array, forecast: Float64Array, other: Float64Array): number {
  const shares = errorShares(actual, forecast);
  const others = errorShares(actual, other);
  const differences = shares.map((share, row) => share - others[row]!);
  const customers = actual.length;
  const mean = differences.reduce((sum, difference) => sum + difference, 0) / customers;
  const squares = differences.reduce((sum, difference) => sum + (difference - mean) ** 2, 0);
  return Math.sqrt(squares) / customers;
}

/** s_i / 2R; nothing where there is no error. */
function errorShares(actual: Float64Array, forecast: Float64Array): Float64Array {
  const squares = actual.map((value, row) => (forecast[row]! - value) ** 2);
  const error = Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / actual.length);
  return squares.map((square) => (error > 0 ? square / (2 * error) : 0));
}
