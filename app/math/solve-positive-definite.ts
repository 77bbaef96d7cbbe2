import { column, columnOf, finite, listOf, refuse } from "./check-shape.ts";

const rows = listOf(column);
const numbers = columnOf(finite);

/**
 * Solves A x = b for a symmetric positive definite A by Cholesky's factorisation A = L L'.
 *
 * @param matrix n rows of n numbers; only the lower triangle is read
 * @param right  b, n numbers
 * @returns x, or null where A is not positive definite to working precision
 */
export function solvePositiveDefinite(matrix: Float64Array[], right: Float64Array): Float64Array | null {
  rows("matrix", matrix);
  numbers("right", right);
  const size = right.length;
  if (matrix.length !== size) refuse("matrix.length", matrix.length, `${size}, as many rows as right has`);
  const factor = matrix.map((row) => Float64Array.from(row));
  const solution = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    const row = factor[i]!;
    for (let j = 0; j <= i; j++) {
      const other = factor[j]!;
      let sum = row[j]!;
      for (let k = 0; k < j; k++) {
        sum -= row[k]! * other[k]!;
      }
      if (i !== j) {
        row[j] = sum / other[j]!;
      } else if (sum > 1e-14 * Math.abs(matrix[i]![i]!)) {
        row[i] = Math.sqrt(sum);
      } else {
        return null;
      }
    }
  }
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) {
      solution[i]! -= factor[i]![k]! * solution[k]!;
    }
    solution[i]! /= factor[i]![i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) {
      solution[i]! -= factor[k]![i]! * solution[k]!;
    }
    solution[i]! /= factor[i]![i]!;
  }
  return solution;
}
