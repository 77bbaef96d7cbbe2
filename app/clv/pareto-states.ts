/** r and s are pure numbers, alpha and beta in the caller's time unit. */
export type ParetoNbdParams = { r: number; alpha: number; s: number; beta: number };

/**
 * What may have happened to a customer in the Pareto/NBD model is a set of states: alive at the end T, or gone since
 * some moment u. With k = r + x and w(u) = (1 + u/alpha)^-k (1 + u/beta)^-s the likelihood of a history is
 *
 *     L = (r)_x alpha^-x [ w(T) + integral over u from t_x to T of w(u) s du / (beta+u) ]
 *
 * A state's moments are its likelihood, times 1, times the 4 derivatives g of its logarithm by (r, ln alpha, s,
 * ln beta), and times the 10 lower entries of g g' + h, row by row, h being the second derivatives. Added up over the
 * states and divided by the first of them they give the derivatives of ln L: the gradient is the mean of g, the
 * Hessian the mean of g g' + h less the product of the means.
 */
export const MOMENTS = 15;

/** A Gauss-Legendre rule on [0, 1]. */
type Rule = { points: readonly number[]; weights: readonly number[] };

/** Exact for polynomials up to degree 5. */
const THREE_POINTS: Rule = {
  points: [0.1127016653792583, 0.5, 0.8872983346207417],
  weights: [0.2777777777777778, 0.4444444444444444, 0.2777777777777778],
};
/** Exact for polynomials up to degree 7. */
const FOUR_POINTS: Rule = {
  points: [0.06943184420297371, 0.33000947820757187, 0.6699905217924281, 0.9305681557970262],
  weights: [0.17392742256872692, 0.32607257743127305, 0.32607257743127305, 0.17392742256872692],
};
/** Length of a panel in units in which the integrand falls by about 1 / e: four points are then good to 1e-13. */
const PANEL = 0.3;
/** Panels so short, as days are of which each is an end, need but three points for that. */
const SHORT_PANEL = 0.05;
/** Over so many such units an integrand falls to nothing, whatever it is compared with. */
const NOTHING_LEFT = 60;

/**
 * Adds to `moments`, from `at` on, those of a state of a given likelihood: gone (1) or alive (0) at a time.
 *
 * @param a ln(1 + time / alpha)
 * @param b ln(1 + time / beta)
 */
export function addState(
  moments: Float64Array,
  at: number,
  { alpha, s, beta }: ParetoNbdParams,
  k: number,
  time: number,
  a: number,
  b: number,
  gone: 0 | 1,
  likelihood: number,
): void {
  const c = time / (alpha + time);
  const d = time / (beta + time);
  const byAlpha = k * c;
  const byS = gone / s - b;
  const byBeta = (s + gone) * d - gone;
  moments[at]! += likelihood;
  moments[at + 1]! -= likelihood * a;
  moments[at + 2]! += likelihood * byAlpha;
  moments[at + 3]! += likelihood * byS;
  moments[at + 4]! += likelihood * byBeta;
  moments[at + 5]! += likelihood * a * a;
  moments[at + 6]! += likelihood * (c - a * byAlpha);
  moments[at + 7]! += likelihood * byAlpha * (byAlpha - (1 - c));
  moments[at + 8]! -= likelihood * a * byS;
  moments[at + 9]! += likelihood * byAlpha * byS;
  moments[at + 10]! += likelihood * b * (b - (2 * gone) / s);
  moments[at + 11]! -= likelihood * a * byBeta;
  moments[at + 12]! += likelihood * byAlpha * byBeta;
  moments[at + 13]! += likelihood * (byS * byBeta + d);
  moments[at + 14]! += likelihood * (byBeta * byBeta - (s + gone) * d * (1 - d));
}

/**
 * Adds the states of having dropped out between two times, measured in the likelihood w(from) of being alive at the
 * first. Panels grow with the time, as the integrand levels off.
 */
export function addDropout(
  moments: Float64Array,
  at: number,
  params: ParetoNbdParams,
  k: number,
  from: number,
  to: number,
): void {
  const { alpha, s, beta } = params;
  const span = to - from;
  const a = Math.log1p(from / alpha);
  const b = Math.log1p(from / beta);
  let fall = 0;
  for (let start = 0; start < span && fall < NOTHING_LEFT; ) {
    const steepness = (k + 4) / (alpha + from + start) + (s + 4) / (beta + from + start);
    const end = Math.min(span, start + PANEL / steepness);
    const width = end - start;
    const { points, weights } = width * steepness < SHORT_PANEL ? THREE_POINTS : FOUR_POINTS;
    for (let i = 0; i < points.length; i++) {
      const since = start + width * points[i]!;
      const time = from + since;
      const later = Math.log1p(since / (alpha + from));
      const older = Math.log1p(since / (beta + from));
      fall = k * later + s * older;
      addState(moments, at, params, k, time, a + later, b + older, 1, (weights[i]! * width * s * Math.exp(-fall)) / (beta + time));
    }
    start = end;
  }
}
