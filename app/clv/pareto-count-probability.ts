import { visitGaussLegendre } from "#app/math/gauss-legendre.ts";
import { logBetaKernel } from "#app/math/log-beta-kernel.ts";
import type { ParetoNbdParams } from "./pareto-states.ts";

const NEGLIGIBLE = 1e-18;

/**
 * Probability that a new customer of the Pareto/NBD model makes exactly n repeat purchases within t,
 *
 *     P(X(t) = n) = S(t) NB_t(n) + integral over u from 0 to t of NB_u(n) s S(u) du / (beta+u)
 *
 * with S(u) = (1 + u/beta)^-s the probability of staying for u, and NB_u the negative binomial count of a customer who
 * stays so long. By ln u the integrand is smooth on the scale of 1 and has one peak, so Gauss-Legendre panels march
 * down from t until, past the peak, nothing more is added.
 *
 * @param t > 0
 * @param n >= 1
 */
export function paretoCountProbability({ r, alpha, s, beta }: ParetoNbdParams, t: number, n: number): number {
  const countWhileThere = (time: number) => {
    const kernel = logBetaKernel(n, r, time / (alpha + time), alpha / (alpha + time));
    return Math.exp(kernel - s * Math.log1p(time / beta)) / n;
  };
  let sum = countWhileThere(t);
  let added = 0;
  const add = (logTime: number, weight: number) => {
    const time = Math.exp(logTime);
    added += (weight * s * countWhileThere(time) * time) / (beta + time);
  };
  for (let logTime = Math.log(t); ; ) {
    const time = Math.exp(logTime);
    const rise = (n * alpha) / (alpha + time) + beta / (beta + time);
    const fall = (r * time) / (alpha + time) + (s * time) / (beta + time);
    const next = logTime - Math.min(1, 4 / (rise + fall));
    added = 0;
    visitGaussLegendre(next, logTime, add);
    sum += added;
    if (rise > fall && added <= NEGLIGIBLE * sum) {
      return sum;
    }
    logTime = next;
  }
}
