import type { Derivatives } from "#app/math/maximise-damped-newton.ts";
import { solvePositiveDefinite } from "#app/math/solve-positive-definite.ts";

/** Step of the differences, in logarithms of the parameters. */
const STEP = 1e-3;
/** A parameter the data say nothing of is known to within a factor of 20: at a limit predictions do not hang on it. */
const WEAKEST_INFORMATION = 1 / Math.log(20) ** 2;
const MOST_TRIES = 20;

/**
 * Relative variance of a positive prediction that comes from fitted parameters being estimates: the delta method on
 * their logarithms,
 *
 *     Var(M) / M^2 = g' I^-1 g,   g_i = d ln M / d ln theta_i,   I_ij = -theta_i theta_j d2 lnL / d theta_i d theta_j
 *
 * I is the observed information at the maximum (the slope, being zero there, has no part in it), with a weak prior added
 * so that what is not identified has a finite variance, too. A limit holds a parameter in place: how far beyond it the
 * truth may lie is not counted.
 *
 * @param at         the log-likelihood at `params`, with its Hessian by the parameters themselves
 * @param prediction as a function of the parameters
 */
export function relativeVariance(
  at: Derivatives,
  params: Float64Array,
  prediction: (params: Float64Array) => number,
): number {
  if (!(prediction(params) > 0)) {
    return 0;
  }
  const slopes = params.map((_, i) => {
    const moved = (by: number) => Math.log(prediction(params.map((value, j) => (i === j ? value * Math.exp(by) : value))));
    return (moved(STEP) - moved(-STEP)) / (2 * STEP);
  });
  for (let attempt = 0, prior = WEAKEST_INFORMATION; attempt < MOST_TRIES; attempt++, prior *= 10) {
    const information = at.hessian.map((row, i) =>
      row.map((curvature, j) => (i === j ? prior : 0) - curvature * params[i]! * params[j]!),
    );
    const solved = solvePositiveDefinite(information, slopes);
    if (solved !== null) {
      return solved.reduce((sum, value, i) => sum + value * slopes[i]!, 0);
    }
  }
  throw new Error(`The information of ${params.join(", ")} is not positive definite, however much is added to it.`);
}
