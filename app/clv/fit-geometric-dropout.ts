import { maximiseDampedNewton } from "#app/math/maximise-damped-newton.ts";
import { checkTable, type PurchaseTable } from "./check-input.ts";
import { compressHistories, totals } from "./compress-histories.ts";
import { dropoutLikelihood } from "./dropout-likelihood.ts";
import { checkOptions, type FitOptions, type Fitted, MOST_ITERATIONS } from "./fitted.ts";
import type { CoinsAtStart, GeometricDropoutParams } from "./geometric-dropout.ts";
import { highestClimb } from "./highest-climb.ts";
import { type Limit, reachLimits } from "./limits.ts";

/** Coordinates of the search: r, alpha / r (the mean wait between purchases), a / b and b. */
const POWERS = [
  [1, 0, 0, 0],
  [1, 1, 0, 0],
  [0, 0, 1, 1],
  [0, 0, 0, 1],
];
/** r and b stay within these, alpha / r within these times the mean wait: beyond, predictions are the same. */
const SMALLEST = 1e-6;
const LARGEST = 1e6;
/** The odds a / b stay within these: times a million customers they still cannot be told from none and certain. */
const LOWEST_ODDS = 1e-10;
const HIGHEST_ODDS = 1e10;

const LIMITS: Limit<GeometricDropoutParams>[] = [
  {
    name: "no dropout",
    isNear: ({ a, b }) => a < 1e-3 * b,
    reach: (params) => ({ ...params, a: LOWEST_ODDS, b: 1 }),
  },
  {
    name: "certain dropout",
    isNear: ({ a, b }) => b < 1e-3 * a,
    reach: (params) => ({ ...params, a: 1, b: 1 / HIGHEST_ODDS }),
  },
  {
    name: "same dropout probability for everyone",
    isNear: ({ a, b }) => Math.min(a, b) > 1e2,
    reach: (params) => ({ ...params, a: (LARGEST * params.a) / params.b, b: LARGEST }),
  },
  {
    name: "dropout at once or never",
    isNear: ({ a, b }) => Math.max(a, b) < 1e-2,
    reach: (params) => ({ ...params, a: (SMALLEST * params.a) / params.b, b: SMALLEST }),
  },
  {
    name: "same purchase rate for everyone",
    isNear: ({ r }) => r > 1e2,
    reach: (params) => ({ ...params, r: LARGEST, alpha: (LARGEST * params.alpha) / params.r }),
  },
];

/**
 * Maximum-likelihood fit of BG/NBD or MBG/NBD: damped Newton on the logarithms of the parameters with the exact
 * gradient and Hessian, on the compressed table. Parameters are limited to a wide box, so the fit stays finite where
 * the data push them to infinity or zero; then `boundary` names the limit.
 *
 * @throws only for input that is wrong, naming column, row, value and allowed range
 */
export function fitGeometricDropout(
  start: CoinsAtStart,
  table: PurchaseTable,
  options: FitOptions<GeometricDropoutParams>,
): Fitted<GeometricDropoutParams> {
  checkTable(table);
  checkOptions(options, ["r", "alpha", "a", "b"]);
  const compressed = compressHistories(table);
  const { customers, purchases, meanAge } = totals(compressed);
  const evaluate = dropoutLikelihood(start, compressed);
  const likelihoodAt = ({ r, alpha, a, b }: GeometricDropoutParams) => evaluate(Float64Array.of(r, alpha, a, b)).value;
  if (purchases === 0) {
    const params = { r: SMALLEST, alpha: meanAge, a: 1, b: 1 };
    const boundary = customers === 0 ? "no customers" : "no repeat purchases";
    return { params, logLikelihood: likelihoodAt(params), converged: true, iterations: 1, boundary };
  }

  const wait = (meanAge * customers) / purchases;
  const search = (from: GeometricDropoutParams): Fitted<GeometricDropoutParams> => {
    const maximum = maximiseDampedNewton(
      evaluate,
      {
        powers: POWERS,
        start: [from.r, from.alpha / from.r, from.a / from.b, from.b],
        lower: [SMALLEST, wait * SMALLEST, LOWEST_ODDS, SMALLEST],
        upper: [LARGEST, wait * LARGEST, HIGHEST_ODDS, LARGEST],
      },
      options.maxIterations ?? MOST_ITERATIONS,
    );
    const [r, alpha, a, b] = maximum.params as [number, number, number, number];
    return {
      ...reachLimits(LIMITS, { params: { r, alpha, a, b }, logLikelihood: maximum.value }, likelihoodAt),
      converged: maximum.converged,
      iterations: maximum.iterations,
    };
  };
  return highestClimb(compressed.count.length, search, {
    given: options.start,
    usual: { r: 1, alpha: wait, a: 1, b: 2 },
    others: [
      // Most customers stay and a few leave at once.
      { r: 1, alpha: wait, a: 0.1, b: 0.1 },
      // Everybody stays for long.
      { r: 2, alpha: 2 * wait, a: 3, b: 30 },
      // Everybody leaves soon.
      { r: 2, alpha: 2 * wait, a: 2, b: 1 },
      // Nearly everybody stays, few buy often.
      { r: 0.3, alpha: 0.3 * wait, a: 0.01, b: 0.05 },
    ],
  });
}
