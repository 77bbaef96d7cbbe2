import type { PurchaseTable } from "#app/clv/check-input.ts";
import type { Horizon } from "#app/clv/discounted-purchases.ts";
import type { FitOptions, Fitted } from "#app/clv/fitted.ts";
import type { PurchaseHistory } from "#app/clv/purchase-history.ts";
import type { PurchaseScores } from "#app/clv/score-geometric-dropout.ts";

/** What the modules of BG/NBD, MBG/NBD and Pareto/NBD have in common, so that one test can hold all three. */
export type PurchaseModel<Params> = {
  logLikelihood(params: Params, c: PurchaseHistory): number;
  probabilityAlive(params: Params, c: PurchaseHistory): number;
  expectedPurchases(params: Params, c: PurchaseHistory, horizon: number): number;
  expectedPurchasesOfNewCustomer(params: Params, t: number): number;
  fit(table: PurchaseTable, options?: FitOptions<Params>): Fitted<Params>;
  score(params: Params, table: PurchaseTable, horizon: Horizon): PurchaseScores;
};
