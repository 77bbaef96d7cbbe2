/** Abscissae and weights of the 16-point Gauss-Legendre rule on [-1, 1]: the positive half. */
const ABSCISSAE = [
  0.0950125098376374401853, 0.2816035507792589132305, 0.4580167776572273863424, 0.6178762444026437484467,
  0.7554044083550030338951, 0.8656312023878317438805, 0.9445750230732325760779, 0.989400934991649932596,
];
const WEIGHTS = [
  0.1894506104550684962854, 0.182603415044923588867, 0.1691565193950025381893, 0.149595988816576732081,
  0.1246289712555338720525, 0.0951585116824927848099, 0.0622535239386478928628, 0.0271524594117540948518,
];
const NEGLIGIBLE = 1e-19;
const ONE_AWAY = 42;

/**
 * Mean of a function of a Beta-distributed probability,
 *
 *     E[h(p)] = integral of p^(a-1) (1-p)^(b-1) h(p) dp / B(a, b)
 *
 * by Gauss-Legendre panels in u = ln(p / (1-p)), marched outward from the mode, as narrow as the density is. The
 * normaliser is summed over the same nodes, so no log-beta enters. Relative error about 1e-13 where h is positive,
 * smooth in u on the scale of 1, and levels off at both ends.
 *
 * @param a     first shape, > 0; may be as small as 1e-9 or as large as 1e9
 * @param b     second shape, > 0, likewise
 * @param h     the function, given p and 1 - p so that neither end loses digits
 * @param level below which u (that is, below which ln p) h has levelled off at its limit for p -> 0
 */
export function betaExpectation(a: number, b: number, h: (p: number, q: number) => number, level: number): number {
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
  const panel = (from: number, to: number) => {
    const middle = (from + to) / 2;
    const half = (to - from) / 2;
    for (let i = 0; i < ABSCISSAE.length; i++) {
      const offset = half * ABSCISSAE[i]!;
      add(middle - offset, WEIGHTS[i]! * Math.abs(half));
      add(middle + offset, WEIGHTS[i]! * Math.abs(half));
    }
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
      panel(u, next);
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
