import { visitGaussLegendre } from "#app/math/gauss-legendre.ts";
import { logBetaKernel } from "#app/math/log-beta-kernel.ts";
import type { ParetoNbdParams } from "./pareto-states.ts";

const NEGLIGIBLE = 1e-18;
/** Halvings that bring an interval of logarithms below the last digit of its ends. */
const HALVINGS = 64;

/**
 * Probability that a new customer of the Pareto/NBD model makes exactly n repeat purchases within t (Fader & Hardie,
 * note 012, in hypergeometric functions),
 *
 *     P(X(t) = n) = S(t) NB_t(n) + integral over u from 0 to t of NB_u(n) s S(u) du / (beta+u)
 *
 * with S(u) = (1 + u/beta)^-s the probability of staying for u, and NB_u the negative binomial count of a customer who
 * stays so long. By ln u the integrand is log-concave: Gauss-Legendre panels, as long as its slope and its curvature
 * let them be, march from its peak to both sides until nothing more is added.
 *
 * @param t > 0
 * @param n >= 1
 */
export function paretoCountProbability({ r, alpha, s, beta }: ParetoNbdParams, t: number, n: number): number {
  const countWhileThere = (time: number) => {
    const kernel = logBetaKernel(n, r, time / (alpha + time), alpha / (alpha + time));
    return Math.exp(kernel - s * Math.log1p(time / beta)) / n;
  };
  /** Of the integrand's logarithm by ln u. */
  const slopeAt = (logTime: number) => {
    const time = Math.exp(logTime);
    return (n * alpha - r * time) / (alpha + time) + (beta - s * time) / (beta + time);
  };
  const panelAt = (logTime: number) => {
    const time = Math.exp(logTime);
    const byAlpha = ((n + r) * (alpha / (alpha + time)) * time) / (alpha + time);
    const byBeta = ((1 + s) * (beta / (beta + time)) * time) / (beta + time);
    return Math.min(1, 4 / (Math.abs(slopeAt(logTime)) + Math.sqrt(byAlpha + byBeta)));
  };
  const end = Math.log(t);
  const peak = slopeAt(end) >= 0 ? end : rootBelow(end, slopeAt);
  let sum = countWhileThere(t);
  let added = 0;
  const add = (logTime: number, weight: number) => {
    const time = Math.exp(logTime);
    added += (weight * s * countWhileThere(time) * time) / (beta + time);
  };
  const march = (direction: -1 | 1) => {
    let from = peak;
    let to = peak;
    do {
      from = to;
      to = Math.min(end, from + direction * panelAt(from));
      added = 0;
      visitGaussLegendre(from, to, add);
      sum += added;
    } while (added > NEGLIGIBLE * sum);
  };
  march(-1);
  march(1);
  return sum;
}

/** Where a falling function of a logarithm that is below zero at `end` crosses it. */
function rootBelow(end: number, slopeAt: (logTime: number) => number): number {
  let above = end;
  let below = end - 1;
  for (let step = 2; slopeAt(below) < 0; step *= 2) {
    above = below;
    below -= step;
  }
  for (let halving = 0; halving < HALVINGS; halving += 1) {
    const middle = (below + above) / 2;
    if (slopeAt(middle) < 0) above = middle;
    else below = middle;
  }
  return below;
}
