import { logBetaKernel } from "#app/math/log-beta-kernel.ts";
import { logRisingFactorialRatio } from "#app/math/log-rising-factorial.ts";
import { checkAtLeastZero, checkCount, checkParams, type PurchaseTable } from "./check-input.ts";
import type { Horizon } from "./discounted-purchases.ts";
import { fitGeometricDropout } from "./fit-geometric-dropout.ts";
import type { FitOptions, Fitted } from "./fitted.ts";
import * as model from "./geometric-dropout.ts";
import { negativeBinomialAtLeast } from "./negative-binomial-at-least.ts";
import type { PurchaseHistory } from "./purchase-history.ts";
import { type PurchaseScores, scoreGeometricDropout } from "./score-geometric-dropout.ts";

/**
 * BG/NBD: beta-geometric / negative binomial distribution (Fader, Hardie & Lee 2005, "Counting your customers the
 * easy way"). Purchases at a Gamma(r, alpha) rate; after each *repeat* purchase the customer drops out with a
 * Beta(a, b) probability. A customer without a repeat purchase has had no occasion to drop out: P(alive) is exactly 1.
 *
 * alpha is in the time unit of recency, age and horizon; r, a and b are pure numbers.
 */
export type BgNbdParams = model.GeometricDropoutParams;

const COINS_AT_START = 0;

/** Log-likelihood of one history (eq. 6); the sum over the customers is that of a shop. */
export function logLikelihood(params: BgNbdParams, c: PurchaseHistory): number {
  return model.logLikelihood(COINS_AT_START, params, c);
}

/** Probability of being alive at the end of the observation (Fader, Hardie & Lee 2008, note 021). */
export function probabilityAlive(params: BgNbdParams, c: PurchaseHistory): number {
  return model.probabilityAlive(COINS_AT_START, params, c);
}

/** Expected purchases in (T, T + horizon] given the history (eq. 10). */
export function expectedPurchases(params: BgNbdParams, c: PurchaseHistory, horizon: number): number {
  return model.expectedPurchases(COINS_AT_START, params, c, horizon);
}

/** Expected repeat purchases of a new customer within t (eq. 9). */
export function expectedPurchasesOfNewCustomer(params: BgNbdParams, t: number): number {
  return model.expectedPurchasesOfNewCustomer(COINS_AT_START, params, t);
}

/**
 * Probability that a new customer makes exactly n repeat purchases within t (eq. 8),
 *
 *     P(X(t) = n) = (b)_n / (a+b)_n NB(n) + [n > 0] a (b)_(n-1) / (a+b)_n P(NB >= n)
 *
 * NB being the negative binomial count of a customer who never drops out.
 */
export function purchaseCountProbability(params: BgNbdParams, t: number, n: number): number {
  checkParams(params, ["r", "alpha", "a", "b"]);
  const { r, alpha, a, b } = params;
  checkAtLeastZero("t", t);
  checkCount("n", n);
  if (n === 0) {
    return Math.exp(-r * Math.log1p(t / alpha));
  }
  if (t === 0) {
    return 0;
  }
  const buying = t / (alpha + t);
  const quiet = alpha / (alpha + t);
  const exactlyN = Math.exp(logBetaKernel(n, r, buying, quiet)) / n;
  const atLeastN = negativeBinomialAtLeast(n, r, buying, quiet);
  const stayed = Math.exp(logRisingFactorialRatio(b, a, n));
  return stayed * (exactlyN + (a / (b + (n - 1))) * atLeastN);
}

/**
 * Maximum-likelihood parameters of a shop.
 *
 * @throws only for input that is wrong, naming column, row, value and allowed range
 */
export function fit(table: PurchaseTable, options: FitOptions<BgNbdParams> = {}): Fitted<BgNbdParams> {
  return fitGeometricDropout(COINS_AT_START, table, options);
}

/** P(alive), expected and discounted purchases of every customer of a shop; time in days. */
export function score(params: BgNbdParams, table: PurchaseTable, horizon: Horizon): PurchaseScores {
  return scoreGeometricDropout(COINS_AT_START, params, table, horizon);
}
