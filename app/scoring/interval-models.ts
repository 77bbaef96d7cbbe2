import * as bgNbd from "#app/clv/bg-nbd.ts";
import type { PurchaseTable } from "#app/clv/check-input.ts";
import { compressHistories } from "#app/clv/compress-histories.ts";
import type { Horizon } from "#app/clv/discounted-purchases.ts";
import { dropoutLikelihood } from "#app/clv/dropout-likelihood.ts";
import { geometricDropoutCounts } from "#app/clv/geometric-dropout-counts.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import { paretoLikelihood } from "#app/clv/pareto-likelihood.ts";
import * as paretoNbd from "#app/clv/pareto-nbd.ts";
import { paretoNbdCounts } from "#app/clv/pareto-nbd-counts.ts";
import type { PurchaseCounts } from "#app/clv/purchase-counts.ts";
import type { PurchaseScores } from "#app/clv/score-geometric-dropout.ts";
import type { Derivatives } from "#app/math/maximise-damped-newton.ts";

/** What intervals and the forecast of a shop need to know of a model of how often. */
export type IntervalModel<Params> = {
  /** The parameters in the order in which `likelihood` takes them. */
  names: readonly (keyof Params)[];
  counts: (params: Params, horizonDays: number) => PurchaseCounts;
  score: (params: Params, table: PurchaseTable, horizon: Horizon) => PurchaseScores;
  expectedPurchasesOfNewCustomer: (params: Params, days: number) => number;
  likelihood: (table: PurchaseTable) => (params: Float64Array) => Derivatives;
};

const bg: IntervalModel<bgNbd.BgNbdParams> = {
  names: ["r", "alpha", "a", "b"],
  counts: (params, horizonDays) => geometricDropoutCounts(0, params, horizonDays),
  score: bgNbd.score,
  expectedPurchasesOfNewCustomer: bgNbd.expectedPurchasesOfNewCustomer,
  likelihood: (table) => dropoutLikelihood(0, compressHistories(table)),
};

const mbg: IntervalModel<mbgNbd.MbgNbdParams> = {
  names: ["r", "alpha", "a", "b"],
  counts: (params, horizonDays) => geometricDropoutCounts(1, params, horizonDays),
  score: mbgNbd.score,
  expectedPurchasesOfNewCustomer: mbgNbd.expectedPurchasesOfNewCustomer,
  likelihood: (table) => dropoutLikelihood(1, compressHistories(table)),
};

const pareto: IntervalModel<paretoNbd.ParetoNbdParams> = {
  names: ["r", "alpha", "s", "beta"],
  counts: paretoNbdCounts,
  score: paretoNbd.score,
  expectedPurchasesOfNewCustomer: paretoNbd.expectedPurchasesOfNewCustomer,
  likelihood: (table) => paretoLikelihood(compressHistories(table)),
};

export const INTERVAL_MODELS = { "bg-nbd": bg, "mbg-nbd": mbg, "pareto-nbd": pareto };
