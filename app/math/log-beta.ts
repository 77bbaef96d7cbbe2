import { positive } from "./check-shape.ts";
import { stirlingError } from "./log-gamma.ts";

/**
 * Logarithm of the beta function, ln B(a, b) = ln [ G(a) G(b) / G(a+b) ], for a, b > 0. Written with Stirling errors,
 * so that large arguments keep the digits which a sum of three log-gammas loses.
 */
export function logBeta(a: number, b: number): number {
  positive("a", a);
  positive("b", b);
  const n = a + b;
  return (
    stirlingError(a) +
    stirlingError(b) -
    stirlingError(n) -
    a * Math.log1p(b / a) -
    b * Math.log1p(a / b) -
    0.5 * (Math.log(a / n) + Math.log(b / (2 * Math.PI)))
  );
}
