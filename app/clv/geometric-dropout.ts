import { logRisingFactorial, logRisingFactorialRatio } from "#app/math/log-rising-factorial.ts";
import { checkAtLeastZero, checkHistory, checkParams } from "./check-input.ts";
import { expectedWhileAlive } from "./expected-while-alive.ts";
import type { PurchaseHistory } from "./purchase-history.ts";

/**
 * What BG/NBD and MBG/NBD share. A customer buys at a rate drawn from Gamma(r, alpha) and drops out with a
 * probability p drawn from Beta(a, b) each time a coin is tossed.
 *
 * r, a and b are pure numbers; alpha is in the caller's time unit.
 */
export type GeometricDropoutParams = { r: number; alpha: number; a: number; b: number };

/**
 * All that distinguishes the two models: how many coins have been tossed by the time of the first purchase.
 * 0: the first purchase tosses none (BG/NBD). 1: it tosses one as every other purchase does (MBG/NBD).
 */
export type CoinsAtStart = 0 | 1;

/** ln of the odds that the customer has dropped out, the negative of which is the logit of P(alive). */
function logOddsDropped(coins: number, { r, alpha, a, b }: GeometricDropoutParams, c: PurchaseHistory): number {
  if (coins === 0) {
    return -Infinity;
  }
  const silence = Math.log1p((c.age - c.recency) / (alpha + c.recency));
  return Math.log(a / (b + (coins - 1))) + (r + c.frequency) * silence;
}

/**
 * Log-likelihood of one history. With k = x + coins at the start,
 *
 *     L = (r)_x alpha^r { (b)_k / (a+b)_k (alpha+T)^-(r+x) + [k > 0] a (b)_(k-1) / (a+b)_k (alpha+t_x)^-(r+x) }
 *
 * written as its first summand (alive) times 1 + odds (dropped out).
 */
export function logLikelihood(start: CoinsAtStart, params: GeometricDropoutParams, c: PurchaseHistory): number {
  checkParams(params, ["r", "alpha", "a", "b"]);
  const { r, alpha, a, b } = params;
  checkHistory(c);
  const coins = c.frequency + start;
  const silent = -r * Math.log1p(c.age / alpha);
  if (coins === 0) {
    return silent;
  }
  if (c.frequency === 0) {
    // The likelihood is a mean of 1 and exp(silent), and may be close to 1 or close to 0.
    const below1 = (b / (a + b)) * -Math.expm1(silent);
    return below1 < 0.5 ? Math.log1p(-below1) : Math.log((a + b * Math.exp(silent)) / (a + b));
  }
  const odds = logOddsDropped(coins, params, c);
  const dropped = Math.max(odds, 0) + Math.log1p(Math.exp(-Math.abs(odds)));
  const purchases = logRisingFactorial(r, c.frequency, alpha + c.age);
  return purchases + silent + logRisingFactorialRatio(b, a, coins) + dropped;
}

/** Probability that the customer has not dropped out by the end of the observation. */
export function probabilityAlive(start: CoinsAtStart, params: GeometricDropoutParams, c: PurchaseHistory): number {
  checkParams(params, ["r", "alpha", "a", "b"]);
  checkHistory(c);
  return 1 / (1 + Math.exp(logOddsDropped(c.frequency + start, params, c)));
}

/** Expected number of purchases in (T, T + horizon], horizon in the time unit of the history. */
export function expectedPurchases(
  start: CoinsAtStart,
  params: GeometricDropoutParams,
  c: PurchaseHistory,
  horizon: number,
): number {
  checkAtLeastZero("horizon", horizon);
  const alive = probabilityAlive(start, params, c);
  const whileAlive = expectedWhileAlive(params.a, params.b + c.frequency + start, params.r + c.frequency);
  return alive * whileAlive(horizon / (params.alpha + c.age));
}

/** Expected number of repeat purchases within t of the first one, of a customer of whom nothing else is known. */
export function expectedPurchasesOfNewCustomer(
  start: CoinsAtStart,
  params: GeometricDropoutParams,
  t: number,
): number {
  checkParams(params, ["r", "alpha", "a", "b"]);
  const { r, alpha, a, b } = params;
  checkAtLeastZero("t", t);
  const alive = start === 0 ? 1 : b / (a + b);
  return alive * expectedWhileAlive(a, b + start, r)(t / alpha);
}
