import { callback, finite, refuse } from "./check-shape.ts";

const DEGREE = 48;
/** Coefficients below this share of the first, or below it, are rounding. */
const NEGLIGIBLE = 2e-16;
/** Below this, likewise, the last ones have fallen where the polynomial follows its function. */
const CONVERGED = 1e-14;

const COSINES = Float64Array.from({ length: 2 * DEGREE }, (_, j) => Math.cos((Math.PI * j) / DEGREE));

/** How often `chebyshevSeries` calls the function. */
export const CHEBYSHEV_SAMPLES = DEGREE + 1;

/** Coefficients c_k of the polynomial, sum over k of c_k T_k(z), that has these values at z_j = cos(pi j / degree). */
function coefficientsOf(values: Float64Array): Float64Array {
  const ends = (k: number) => (values[0]! + (k % 2 === 0 ? values[DEGREE]! : -values[DEGREE]!)) / 2;
  return values.map((_, k) => {
    let sum = ends(k);
    for (let j = 1; j < DEGREE; j++) {
      sum += values[j]! * COSINES[(j * k) % (2 * DEGREE)]!;
    }
    return ((k === 0 || k === DEGREE ? 1 : 2) * sum) / DEGREE;
  });
}

/**
 * A costly smooth positive function as e to a polynomial of degree 48 through its logarithms at Chebyshev's points, so that
 * it keeps its digits where it is small: relative error some 1e-14.
 *
 * @param low  where the interval begins, below `high`
 * @param high where it ends
 * @throws where they are none, or the end is not above the beginning
 * @returns the polynomial, for x in [low, high]; null where it would not follow the function
 *
 * @see Trefethen (2013), "Approximation Theory and Approximation Practice", chapters 3, 4 and 8; Clenshaw (1955)
 */
export function chebyshevSeries(f: (x: number) => number, low: number, high: number): ((x: number) => number) | null {
  callback("f", f);
  finite("low", low);
  finite("high", high);
  if (low >= high) refuse("high", high, `above low, ${low}`);
  const middle = (low + high) / 2;
  const half = (high - low) / 2;
  const coefficients = coefficientsOf(Float64Array.from({ length: DEGREE + 1 }, (_, j) => Math.log(f(middle + half * COSINES[j]!))));
  const size = Math.max(1, Math.abs(coefficients[0]!));
  if (!coefficients.subarray(-4).every((coefficient) => Math.abs(coefficient) <= CONVERGED * size)) {
    return null;
  }
  const last = coefficients.findLastIndex((coefficient) => Math.abs(coefficient) > NEGLIGIBLE * size);
  return (x) => {
    const z = (x - middle) / half;
    let next = 0;
    let here = 0;
    for (let k = last; k > 0; k--) {
      const before = coefficients[k]! + 2 * z * here - next;
      next = here;
      here = before;
    }
    return Math.exp(coefficients[0]! + z * here - next);
  };
}
