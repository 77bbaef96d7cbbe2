import { maximiseDampedNewton } from "#app/math/maximise-damped-newton.ts";
import { checkTable, type PurchaseTable } from "./check-input.ts";
import { compressHistories, totals } from "./compress-histories.ts";
import { checkOptions, type FitOptions, type Fitted, MOST_ITERATIONS } from "./fitted.ts";
import { highestClimb } from "./highest-climb.ts";
import { type Limit, reachLimits } from "./limits.ts";
import { paretoLikelihood } from "./pareto-likelihood.ts";
import type { ParetoNbdParams } from "./pareto-states.ts";

/** Coordinates of the search: r, alpha / r (the mean wait between purchases), s and beta / s (the mean lifetime). */
const POWERS = [
  [1, 0, 0, 0],
  [1, 1, 0, 0],
  [0, 0, 1, 0],
  [0, 0, 1, 1],
];
/** r and alpha / r (times the mean wait) stay within these, and s above: beyond, predictions are the same. */
const SMALLEST = 1e-6;
const LARGEST = 1e6;
/** s may be so small that with the shortest lifetime still next to nobody drops out. */
const SMALLEST_S = 1e-9;
/**
 * The lifetime stays within these times the mean age. Where some leave at once and the others never, only its logarithm
 * counts; at the upper end not one of a million customers leaves.
 */
const SHORTEST = 1e-97;
const LONGEST = 1e10;

/** The simpler models inside the model. */
function limitsFor(meanAge: number): Limit<ParetoNbdParams>[] {
  return [
    {
      name: "no dropout",
      isNear: ({ s, beta }) => s * Math.log1p(meanAge / beta) < 1e-2,
      reach: (params) => ({ ...params, s: 1, beta: LONGEST * meanAge }),
    },
    {
      // The likelihood creeps up with 1 / ln(beta) for ever; the search ends at its wall.
      name: "dropout at once or never",
      isNear: ({ s, beta }) => beta < 1.001 * SHORTEST * meanAge * s,
      reach: (params) => params,
    },
    {
      name: "same dropout rate for everyone",
      isNear: ({ s }) => s > 1e2,
      reach: (params) => ({ ...params, s: LARGEST, beta: (LARGEST * params.beta) / params.s }),
    },
    {
      name: "same purchase rate for everyone",
      isNear: ({ r }) => r > 1e2,
      reach: (params) => ({ ...params, r: LARGEST, alpha: (LARGEST * params.alpha) / params.r }),
    },
  ];
}

/**
 * Maximum-likelihood fit of Pareto/NBD: damped Newton on the logarithms of the parameters with the exact gradient and
 * Hessian, on the compressed table. Parameters are limited to a wide box, so the fit stays finite where the data push
 * them to infinity or zero; then `boundary` names the limit.
 *
 * @throws only for input that is wrong, naming column, row, value and allowed range
 */
export function fitParetoNbd(table: PurchaseTable, options: FitOptions<ParetoNbdParams>): Fitted<ParetoNbdParams> {
  checkTable(table);
  checkOptions(options, ["r", "alpha", "s", "beta"]);
  const compressed = compressHistories(table);
  const { customers, purchases, meanAge } = totals(compressed);
  const evaluate = paretoLikelihood(compressed);
  const likelihoodAt = ({ r, alpha, s, beta }: ParetoNbdParams) => evaluate(Float64Array.of(r, alpha, s, beta)).value;
  if (purchases === 0) {
    const params = { r: SMALLEST, alpha: meanAge, s: 1, beta: meanAge };
    const boundary = customers === 0 ? "no customers" : "no repeat purchases";
    return { params, logLikelihood: likelihoodAt(params), converged: true, iterations: 1, boundary };
  }

  const wait = (meanAge * customers) / purchases;
  const search = (from: ParetoNbdParams): Fitted<ParetoNbdParams> => {
    const maximum = maximiseDampedNewton(
      evaluate,
      {
        powers: POWERS,
        start: [from.r, from.alpha / from.r, from.s, from.beta / from.s],
        lower: [SMALLEST, wait * SMALLEST, SMALLEST_S, meanAge * SHORTEST],
        upper: [LARGEST, wait * LARGEST, LARGEST, meanAge * LONGEST],
      },
      options.maxIterations ?? MOST_ITERATIONS,
    );
    const [r, alpha, s, beta] = maximum.params as [number, number, number, number];
    return {
      ...reachLimits(limitsFor(meanAge), { params: { r, alpha, s, beta }, logLikelihood: maximum.value }, likelihoodAt),
      converged: maximum.converged,
      iterations: maximum.iterations,
    };
  };
  return highestClimb(compressed.count.length, search, {
    given: options.start,
    usual: { r: 1, alpha: wait, s: 1, beta: meanAge },
    // Most customers stay and a few leave at once.
    others: [{ r: 1, alpha: wait, s: 0.3, beta: meanAge / 1e4 }],
  });
}
