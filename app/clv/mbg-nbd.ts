import type { PurchaseTable } from "./check-input.ts";
import type { Horizon } from "./discounted-purchases.ts";
import { fitGeometricDropout } from "./fit-geometric-dropout.ts";
import type { FitOptions, Fitted } from "./fitted.ts";
import * as model from "./geometric-dropout.ts";
import type { PurchaseHistory } from "./purchase-history.ts";
import { type PurchaseScores, scoreGeometricDropout } from "./score-geometric-dropout.ts";

/**
 * MBG/NBD: modified BG/NBD (Batislam, Denizel & Filiztekin 2007; Hoppe & Wagner 2007 as CBG/NBD). Purchases at a
 * Gamma(r, alpha) rate; after *every* purchase, the first one included, the customer drops out with a Beta(a, b)
 * probability. So a customer who bought once may be gone, and P(alive) falls with her silence.
 *
 * alpha is in the time unit of recency, age and horizon; r, a and b are pure numbers.
 */
export type MbgNbdParams = model.GeometricDropoutParams;

const COINS_AT_START = 1;

/** Log-likelihood of one history; the sum over the customers is that of a shop. */
export function logLikelihood(params: MbgNbdParams, c: PurchaseHistory): number {
  return model.logLikelihood(COINS_AT_START, params, c);
}

/** Probability of being alive at the end of the observation (Batislam et al., appendix A, eq. 5). */
export function probabilityAlive(params: MbgNbdParams, c: PurchaseHistory): number {
  return model.probabilityAlive(COINS_AT_START, params, c);
}

/** Expected purchases in (T, T + horizon] given the history (as Wagner & Hoppe 2008 correct it, "Erratum on the MBG/NBD model"). */
export function expectedPurchases(params: MbgNbdParams, c: PurchaseHistory, horizon: number): number {
  return model.expectedPurchases(COINS_AT_START, params, c, horizon);
}

/** Expected repeat purchases of a new customer within t of the first purchase. */
export function expectedPurchasesOfNewCustomer(params: MbgNbdParams, t: number): number {
  return model.expectedPurchasesOfNewCustomer(COINS_AT_START, params, t);
}

/**
 * Maximum-likelihood parameters of a shop.
 *
 * @throws only for input that is wrong, naming column, row, value and allowed range
 */
export function fit(table: PurchaseTable, options: FitOptions<MbgNbdParams> = {}): Fitted<MbgNbdParams> {
  return fitGeometricDropout(COINS_AT_START, table, options);
}

/** P(alive), expected and discounted purchases of every customer of a shop; time in days. */
export function score(params: MbgNbdParams, table: PurchaseTable, horizon: Horizon): PurchaseScores {
  return scoreGeometricDropout(COINS_AT_START, params, table, horizon);
}
