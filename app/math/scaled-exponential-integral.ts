import { atLeast, positive, refuse } from "./check-shape.ts";
import { visitGaussLegendre } from "./gauss-legendre.ts";

const NEGLIGIBLE = 1e-18;

/**
 * Generalised exponential integral, scaled so that it neither under- nor overflows,
 *
 *     e^z E_s(z) = integral over v > 0 of e^(-z v) (1+v)^-s dv = U(1, 2-s, z)
 *
 * U being Tricomi's function. With v = e^y - 1 the integrand is exp(-z (e^y - 1) - (s-1) y), smooth on the scale of 1,
 * positive, and falling for good once its slope is negative: Gauss-Legendre panels march from y = 0 until then and
 * until nothing more is added. Relative error about 1e-14.
 *
 * @param s order, > 0
 * @param z >= 0; at 0 the value is 1 / (s-1), which is finite for s > 1 only
 *
 * @see DLMF 8.19.1 and 8.19.3 for E_s
 */
export function scaledExponentialIntegral(s: number, z: number): number {
  positive("s", s);
  atLeast(0)("z", z);
  if (z === 0 && s <= 1) refuse("z", z, "a finite number > 0 where s <= 1");
  if (z === 0) {
    return 1 / (s - 1);
  }
  let sum = 0;
  let added = 0;
  const add = (y: number, weight: number) => {
    added += weight * Math.exp(-z * Math.expm1(y) - (s - 1) * y);
  };
  for (let y = 0; ; ) {
    const fall = z * Math.exp(y) + s - 1;
    const next = y + Math.min(1, 4 / Math.abs(fall));
    added = 0;
    visitGaussLegendre(y, next, add);
    sum += added;
    if (fall > 0 && added < NEGLIGIBLE * sum) {
      return sum;
    }
    y = next;
  }
}
