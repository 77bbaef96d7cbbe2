import { atLeast, positive, whole } from "./check-shape.ts";
import { stirlingError } from "./log-gamma.ts";

const count = whole(0);
const fromZero = atLeast(0);

/** Above this many factors a sum of logarithms costs more than it gains in digits. */
const DIRECT_UP_TO = 2000;

/**
 * Logarithm of a rising factorial (Pochhammer symbol) measured in a unit,
 *
 *     ln [ (x)_n / unit^n ] = sum over i < n of ln((x + i) / unit),   (x)_n = G(x + n) / G(x)
 *
 * Dividing factor by factor keeps the digits that a difference of two log-gammas and n ln(unit) would cancel; beyond,
 * Stirling's formula is put in for both and what cancels is left out.
 *
 * @param x    first factor, > 0
 * @param n    number of factors, an integer >= 0
 * @param unit what one factor is measured in, > 0
 */
export function logRisingFactorial(x: number, n: number, unit: number): number {
  positive("x", x);
  count("n", n);
  positive("unit", unit);
  if (n > DIRECT_UP_TO) {
    return (x - 0.5) * Math.log1p(n / x) + n * (Math.log((x + n) / unit) - 1) + stirlingError(x + n) - stirlingError(x);
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum += Math.log((x + i) / unit);
  }
  return sum;
}

/**
 * Logarithm of the ratio of two rising factorials, ln [ (x)_n / (x + lift)_n ], which is also
 * ln [ B(lift, x + n) / B(lift, x) ]: the mean of (1 - p)^n when p is Beta(lift, x).
 *
 * @param x    first factor below, > 0
 * @param lift how much larger the first factor of the denominator is, >= 0
 * @param n    number of factors, an integer >= 0
 */
export function logRisingFactorialRatio(x: number, lift: number, n: number): number {
  positive("x", x);
  fromZero("lift", lift);
  count("n", n);
  if (n > DIRECT_UP_TO) {
    // Lift and n are alike here: what the smaller of them moves is what has to be exact.
    const [few, many] = n < lift ? [n, lift] : [lift, n];
    return (
      (x - 0.5) * Math.log1p(few / x) -
      (x + many - 0.5) * Math.log1p(few / (x + many)) -
      few * Math.log1p(many / (x + few)) +
      stirlingError(x + n) -
      stirlingError(x) +
      stirlingError(x + lift) -
      stirlingError(x + lift + n)
    );
  }
  let sum = 0;
  for (let i = 0; i < n; i++) {
    sum -= Math.log1p(lift / (x + i));
  }
  return sum;
}
