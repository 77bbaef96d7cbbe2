import { maximiseDampedNewton } from "#app/math/maximise-damped-newton.ts";
import { checkParams, checkTable, type PurchaseTable } from "./check-input.ts";
import { type CompressedHistories, compressHistories } from "./compress-histories.ts";
import { dropoutLikelihood } from "./dropout-likelihood.ts";
import type { FitOptions, Fitted } from "./fitted.ts";
import type { CoinsAtStart, GeometricDropoutParams } from "./geometric-dropout.ts";
import { type Limit, reachLimits } from "./limits.ts";

/** r, a and b stay within these, alpha within their squares times the mean age: predictions no longer change there. */
const SMALLEST = 1e-6;
const LARGEST = 1e6;
const MOST_ITERATIONS = 200;

const LIMITS: Limit<GeometricDropoutParams>[] = [
  {
    name: "no dropout",
    isNear: ({ a, b }) => a < 1e-3 * b,
    reach: (params) => ({ ...params, a: SMALLEST, b: Math.max(1, params.b) }),
  },
  {
    name: "certain dropout",
    isNear: ({ a, b }) => b < 1e-3 * a,
    reach: (params) => ({ ...params, a: Math.max(1, params.a), b: SMALLEST }),
  },
  {
    name: "same dropout probability for everyone",
    isNear: ({ a, b }) => Math.min(a, b) > 1e2,
    reach: ({ a, b, ...rest }) => ({ ...rest, a: (LARGEST * a) / Math.max(a, b), b: (LARGEST * b) / Math.max(a, b) }),
  },
  {
    name: "dropout at once or never",
    isNear: ({ a, b }) => Math.max(a, b) < 1e-2,
    reach: ({ a, b, ...rest }) => ({ ...rest, a: (SMALLEST * a) / Math.min(a, b), b: (SMALLEST * b) / Math.min(a, b) }),
  },
  {
    name: "same purchase rate for everyone",
    isNear: ({ r }) => r > 1e2,
    reach: ({ r, alpha, ...rest }) => ({ ...rest, r: LARGEST, alpha: (LARGEST * alpha) / r }),
  },
];

function asParams([r, alpha, a, b]: number[]): GeometricDropoutParams {
  return { r: r!, alpha: alpha!, a: a!, b: b! };
}

function totals({ frequencies, times, frequencyAt, ageAt, count }: CompressedHistories) {
  let customers = 0;
  let purchases = 0;
  let time = 0;
  for (let row = 0; row < count.length; row++) {
    customers += count[row]!;
    purchases += count[row]! * frequencies[frequencyAt[row]!]!;
    time += count[row]! * times[ageAt[row]!]!;
  }
  return { customers, purchases, meanAge: time > 0 ? time / customers : 1 };
}

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
  const compressed = compressHistories(table);
  const { customers, purchases, meanAge } = totals(compressed);
  const evaluate = dropoutLikelihood(start, compressed);
  const likelihoodAt = ({ r, alpha, a, b }: GeometricDropoutParams) => evaluate(Float64Array.of(r, alpha, a, b)).value;
  if (purchases === 0) {
    const params = { r: SMALLEST, alpha: meanAge, a: 1, b: 1 };
    const boundary = customers === 0 ? "no customers" : "no repeat purchases";
    return { params, logLikelihood: likelihoodAt(params), converged: true, iterations: 1, boundary };
  }

  const first = options.start ?? { r: 1, alpha: (meanAge * customers) / purchases, a: 1, b: 2 };
  checkParams(first);
  const maximum = maximiseDampedNewton(
    evaluate,
    {
      start: [first.r, first.alpha, first.a, first.b],
      lower: [SMALLEST, meanAge * SMALLEST ** 2, SMALLEST, SMALLEST],
      upper: [LARGEST, meanAge * LARGEST ** 2, LARGEST, LARGEST],
    },
    options.maxIterations ?? MOST_ITERATIONS,
  );

  const fitted = { params: asParams(maximum.point), logLikelihood: maximum.value };
  return {
    ...reachLimits(LIMITS, fitted, likelihoodAt),
    converged: maximum.converged,
    iterations: maximum.iterations,
  };
}
