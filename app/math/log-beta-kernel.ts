import { checkBeta } from "./check-beta.ts";
import { stirlingError } from "./log-gamma.ts";

/**
 * Deviance of a count from its mean, x ln(x / mean) + mean - x, without the cancellation where the two are close.
 *
 * With v = (x - mean) / (x + mean) the logarithm is ln(x / mean) = 2 (v + v^3/3 + v^5/5 + ...), which leaves
 * (x - mean) v + 2 x (v^3/3 + v^5/5 + ...).
 *
 * @see Loader (2000), "Fast and accurate computation of binomial probabilities"
 */
function deviance(x: number, mean: number): number {
  const difference = x - mean;
  const v = difference / (x + mean);
  if (Math.abs(v) > 0.1) {
    return x * Math.log(x / mean) - difference;
  }
  let power = 2 * x * v;
  let sum = difference * v;
  for (let odd = 3; ; odd += 2) {
    power *= v * v;
    const next = sum + power / odd;
    if (next === sum) {
      return sum;
    }
    sum = next;
  }
}

/**
 * Logarithm of the beta kernel,
 *
 *     ln [ x^a y^b / B(a, b) ],   x + y = 1
 *
 * in the saddle-point form: the exponents a and b against their share of a + b, plus Stirling errors. Textbook
 * log-gammas lose all digits when a and b are large; this form does not.
 *
 * @param a first exponent, > 0
 * @param b second exponent, > 0
 * @param x first share, in (0, 1)
 * @param y second share 1 - x, given apart so that the smaller of the two is exact
 * @throws where one of them is not so: the series of the deviance would never end
 */
export function logBetaKernel(a: number, b: number, x: number, y: number): number {
  checkBeta(a, b, x, y);
  const n = a + b;
  return (
    0.5 * (Math.log(a / n) + Math.log(b / (2 * Math.PI))) +
    stirlingError(n) -
    stirlingError(a) -
    stirlingError(b) -
    deviance(a, n * x) -
    deviance(b, n * y)
  );
}
