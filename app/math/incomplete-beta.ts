import { checkBeta } from "./check-beta.ts";
import { logBetaKernel } from "./log-beta-kernel.ts";

const TINY = 1e-300;
const LONGEST_FRACTION = 100_000;

/** The continued fraction of DLMF 8.17.22 by the modified Lentz method; needs O(sqrt(max(a, b))) steps. */
function continuedFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 1 / (Math.abs(1 - ((a + b) * x) / (a + 1)) < TINY ? TINY : 1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < LONGEST_FRACTION; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || TINY);
    c = 1 + even / c || TINY;
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || TINY);
    c = 1 + odd / c || TINY;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) {
      return fraction;
    }
  }
  throw new Error(`Incomplete beta: the continued fraction for a = ${a}, b = ${b}, x = ${x} did not settle.`);
}

/**
 * Regularised incomplete beta function I_x(a, b): the share of a Beta(a, b) below x. It is also the probability that
 * a negative binomial count with shape b and success share x is at least a.
 *
 * @param a first shape, > 0
 * @param b second shape, > 0
 * @param x in [0, 1]
 * @param y 1 - x, given apart so that the smaller of the two is exact
 *
 * @throws where one of them is not so
 *
 * Relative error 1e-14, but where x lies above the mean and b is large: there the fraction cancels to 1e-16 b.
 *
 * @see DLMF 8.17.4 (reflection) and 8.17.22 (continued fraction)
 */
export function incompleteBeta(a: number, b: number, x: number, y: number): number {
  checkBeta(a, b, x, y);
  if (x === 0 || y === 0) {
    return x === 0 ? 0 : 1;
  }
  const kernel = Math.exp(logBetaKernel(a, b, x, y));
  return x * (a + b + 2) < a + 1
    ? (kernel * continuedFraction(a, b, x)) / a
    : 1 - (kernel * continuedFraction(b, a, y)) / b;
}
