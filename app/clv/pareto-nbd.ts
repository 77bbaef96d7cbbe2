import { logRisingFactorial } from "#app/math/log-rising-factorial.ts";
import { scaledExponentialIntegral } from "#app/math/scaled-exponential-integral.ts";
import { checkAtLeastZero, checkCount, checkHistory, checkParams, type PurchaseTable } from "./check-input.ts";
import type { Horizon } from "./discounted-purchases.ts";
import { expectedLifetime } from "./expected-lifetime.ts";
import { fitParetoNbd } from "./fit-pareto-nbd.ts";
import type { FitOptions, Fitted } from "./fitted.ts";
import { paretoCountProbability } from "./pareto-count-probability.ts";
import { addDropout, MOMENTS, type ParetoNbdParams as Params } from "./pareto-states.ts";
import type { PurchaseHistory } from "./purchase-history.ts";
import type { PurchaseScores } from "./score-geometric-dropout.ts";
import { scoreParetoNbd } from "./score-pareto-nbd.ts";

/**
 * Pareto/NBD (Schmittlein, Morrison & Colombo 1987, "Counting your customers"; equation numbers are those of Fader &
 * Hardie 2005, note 009, "A note on deriving the Pareto/NBD model"). Purchases at a Gamma(r, alpha) rate
 * until the customer drops out, which she may do at any moment, at a Gamma(s, beta) rate. So P(alive) falls with
 * silence for everybody, a customer who bought once included.
 *
 * alpha and beta are in the time unit of recency, age and horizon; r and s are pure numbers.
 */
export type ParetoNbdParams = Params;

/** Probability of having dropped out within a span, measured in that of being alive at its start. */
function dropped(params: ParetoNbdParams, k: number, from: number, to: number): number {
  const moments = new Float64Array(MOMENTS);
  addDropout(moments, 0, params, k, from, to);
  return moments[0]!;
}

/** Likelihood of being alive and silent from t_x to T, measured in that of being alive at t_x. */
function quiet({ r, alpha, s, beta }: ParetoNbdParams, { frequency, recency, age }: PurchaseHistory): number {
  const silence = age - recency;
  const fall = (r + frequency) * Math.log1p(silence / (alpha + recency)) + s * Math.log1p(silence / (beta + recency));
  return Math.exp(-fall);
}

/**
 * Log-likelihood of one history (eq. 18),
 *
 *     L = (r)_x alpha^r beta^s { (alpha+T)^-(r+x) (beta+T)^-s
 *           + integral over u from t_x to T of (alpha+u)^-(r+x) s (beta+u)^-(s+1) du }
 *
 * Print has hypergeometric functions for the integral, in two cases (eq. 19 and 20: alpha above and below beta); the integral of
 * something positive has neither cases nor cancellation.
 */
export function logLikelihood(params: ParetoNbdParams, c: PurchaseHistory): number {
  checkParams(params, ["r", "alpha", "s", "beta"]);
  const { r, alpha, s, beta } = params;
  checkHistory(c);
  const { frequency, recency, age } = c;
  if (frequency === 0) {
    // The likelihood may be close to 1. What is missing is a purchase while alive: rates and roles change places.
    const bought = dropped({ r: s, alpha: beta, s: r, beta: alpha }, s, 0, age);
    if (bought < 0.5) {
      return Math.log1p(-bought);
    }
  }
  const purchases = logRisingFactorial(r, frequency, alpha + recency);
  const before = -r * Math.log1p(recency / alpha) - s * Math.log1p(recency / beta);
  return purchases + before + Math.log(quiet(params, c) + dropped(params, r + frequency, recency, age));
}

/** Probability of being alive at the end of the observation (eq. 36 and 37). */
export function probabilityAlive(params: ParetoNbdParams, c: PurchaseHistory): number {
  checkParams(params, ["r", "alpha", "s", "beta"]);
  const { r } = params;
  checkHistory(c);
  const alive = quiet(params, c);
  return alive / (alive + dropped(params, r + c.frequency, c.recency, c.age));
}

/** Mean purchase rate of a customer who is alive. */
function rateWhileAlive({ r, alpha }: ParetoNbdParams, { frequency, age }: PurchaseHistory): number {
  return (r + frequency) / (alpha + age);
}

/**
 * Expected purchases in (T, T + horizon] given the history (eq. 41): P(alive), times her mean rate, times the mean time that she
 * stays within the horizon.
 */
export function expectedPurchases(params: ParetoNbdParams, c: PurchaseHistory, horizon: number): number {
  checkAtLeastZero("horizon", horizon);
  const alive = probabilityAlive(params, c);
  return alive * rateWhileAlive(params, c) * expectedLifetime(params.s, params.beta + c.age, horizon);
}

/** Expected repeat purchases of a new customer within t of the first purchase (eq. 27). */
export function expectedPurchasesOfNewCustomer(params: ParetoNbdParams, t: number): number {
  checkParams(params, ["r", "alpha", "s", "beta"]);
  const { r, alpha, s, beta } = params;
  checkAtLeastZero("t", t);
  return (r / alpha) * expectedLifetime(s, beta, t);
}

/** Probability that a new customer makes exactly n repeat purchases within t. */
export function purchaseCountProbability(params: ParetoNbdParams, t: number, n: number): number {
  checkParams(params, ["r", "alpha", "s", "beta"]);
  checkAtLeastZero("t", t);
  checkCount("n", n);
  if (n === 0) {
    return Math.exp(logLikelihood(params, { frequency: 0, recency: 0, age: t }));
  }
  return t === 0 ? 0 : paretoCountProbability(params, t, n);
}

/**
 * Discounted expected residual transactions (DERT; Fader, Hardie & Lee 2005, "RFM and CLV: using iso-value curves", eq. 2):
 * all purchases to come, without a horizon, each worth exp(-delta w) when it comes w after the observation end,
 *
 *     P(alive) (r+x)/(alpha+T) (beta+T) e^z E_s(z),   z = delta (beta+T)
 *
 * @param delta continuous discount rate per time unit, ln(1 + annual rate) / time units a year; 0 only where s > 1, for
 *              otherwise the purchases to come have no finite sum
 */
export function discountedExpectedPurchases(params: ParetoNbdParams, c: PurchaseHistory, delta: number): number {
  checkAtLeastZero("delta", delta);
  const alive = probabilityAlive(params, c);
  if (delta === 0 && params.s <= 1) {
    throw new RangeError(`delta is 0; allowed: a finite number > 0 where s <= 1, and s is ${params.s}`);
  }
  const rate = params.beta + c.age;
  return alive * rateWhileAlive(params, c) * rate * scaledExponentialIntegral(params.s, delta * rate);
}

/**
 * Maximum-likelihood parameters of a shop.
 *
 * @throws only for input that is wrong, naming column, row, value and allowed range
 */
export function fit(table: PurchaseTable, options: FitOptions<ParetoNbdParams> = {}): Fitted<ParetoNbdParams> {
  return fitParetoNbd(table, options);
}

/** P(alive), expected and discounted purchases of every customer of a shop; time in days. */
export function score(params: ParetoNbdParams, table: PurchaseTable, horizon: Horizon): PurchaseScores {
  return scoreParetoNbd(params, table, horizon);
}
