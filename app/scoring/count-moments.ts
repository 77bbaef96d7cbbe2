/** E[N] and E[N^2] from P(N >= n): the sums of it and of 2 n - 1 times it. */
export function countMoments(atLeast: Float64Array): { mean: number; square: number } {
  let mean = 0;
  let square = 0;
  for (let n = 1; n < atLeast.length; n++) {
    mean += atLeast[n]!;
    square += (2 * n - 1) * atLeast[n]!;
  }
  return { mean, square };
}
