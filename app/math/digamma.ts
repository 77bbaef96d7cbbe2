import { positive } from "./check-shape.ts";

const ASYMPTOTIC_FROM = 10;

/**
 * Digamma, the first derivative of ln G(x), for x > 0; absolute error about 1e-15 times max(1, |psi|).
 *
 * @see Abramowitz & Stegun 6.3.5 (recurrence) and 6.3.18 (asymptotic series)
 */
export function digamma(x: number): number {
  positive("x", x);
  let shifted = x;
  let below = 0;
  while (shifted < ASYMPTOTIC_FROM) {
    below += 1 / shifted;
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  const series =
    square *
    (1 / 12 -
      square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - (square * 691) / 32760)))));
  return Math.log(shifted) - 0.5 / shifted - series - below;
}

/**
 * Trigamma, the second derivative of ln G(x), for x > 0; relative error about 1e-14.
 *
 * @see Abramowitz & Stegun 6.4.6 (recurrence) and 6.4.12 (asymptotic series)
 */
export function trigamma(x: number): number {
  positive("x", x);
  let shifted = x;
  let below = 0;
  while (shifted < ASYMPTOTIC_FROM) {
    below += 1 / (shifted * shifted);
    shifted += 1;
  }
  const square = 1 / (shifted * shifted);
  const series =
    1 / 6 - square * (1 / 30 - square * (1 / 42 - square * (1 / 30 - square * (5 / 66 - (square * 691) / 2730))));
  return below + 1 / shifted + square / 2 + (square / shifted) * series;
}
