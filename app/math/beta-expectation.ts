import { callback, finite, positive } from "./check-shape.ts";
import { visitGaussLegendre } from "./gauss-legendre.ts";

const NEGLIGIBLE = 1e-19;
const ONE_AWAY = 42;
/** Two shapes beyond this leave but one value of p to the last digit, and a density too steep for the digits of u. */
const ONE_VALUE = 1e15;

/**
 * Mean of a function of a Beta-distributed probability,
 *
 *     E[h(p)] = integral of p^(a-1) (1-p)^(b-1) h(p) dp / B(a, b)
 *
 * by Gauss-Legendre panels in u = ln(p / (1-p)), marched outward from the mode, as narrow as the density is. The
 * normaliser is summed over the same nodes, so no log-beta enters. Relative error about 1e-13 where h is positive,
 * smooth in u on the scale of 1, and levels off at both ends.
 *
 * @param a     first shape, > 0, of any size
 * @param b     second shape, > 0, likewise
 * @param h     the function, given p and 1 - p so that neither end loses digits
 * @param level below which u (that is, below which ln p) h has levelled off at its limit for p -> 0
 */
export function betaExpectation(a: number, b: number, h: (p: number, q: number) => number, level: number): number {
  positive("a", a);
  positive("b", b);
  callback("h", h);
  finite("level", level);
  if (Math.min(a, b) > ONE_VALUE) {
    return h(a / (a + b), b / (a + b));
  }
  const mode = Math.log(a / b);
  const logDensity = (u: number) => -a * Math.log1p(Math.exp(-u)) - b * Math.log1p(Math.exp(u));
  const peak = logDensity(mode);
  let mass = 0;
  let mean = 0;
  const add = (u: number, weight: number) => {
    const p = 1 / (1 + Math.exp(-u));
    const q = 1 / (1 + Math.exp(u));
    const density = weight * Math.exp(logDensity(u) - peak);
    mass += density;
    mean += density * h(p, q);
  };
  const width = (u: number) => {
    const cosh = Math.cosh(u / 2);
    return 1.5 / Math.sqrt(1 + (a + b) / (24 * cosh * cosh));
  };
  const march = (end: number, shape: number) => {
    let u = mode;
    let density = 1;
    let contribution = h(1 / (1 + Math.exp(-u)), 1 / (1 + Math.exp(u)));
    const share = NEGLIGIBLE * Math.min(1, shape);
    while (u !== end && !(density < share * mass && contribution < share * mean)) {
      const next = end < u ? Math.max(u - width(u), end) : Math.min(u + width(u), end);
      visitGaussLegendre(u, next, add);
      u = next;
      density = Math.exp(logDensity(u) - peak);
      contribution = density * h(1 / (1 + Math.exp(-u)), 1 / (1 + Math.exp(u)));
    }
    add(u, 1 / shape);
  };
  // Beyond these ends one of p and q is 1 to the last digit, even to the power a or b: a plain exponential is left.
  march(Math.min(level, mode, -ONE_AWAY - Math.log(Math.max(1, b))), a);
  march(Math.max(mode, ONE_AWAY + Math.log(Math.max(1, a))), b);
  return mean / mass;
}
