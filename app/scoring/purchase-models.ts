import * as bgNbd from "#app/clv/bg-nbd.ts";
import type { PurchaseTable } from "#app/clv/check-input.ts";
import type { Horizon } from "#app/clv/discounted-purchases.ts";
import type { Fitted } from "#app/clv/fitted.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import * as paretoNbd from "#app/clv/pareto-nbd.ts";
import type { PurchaseScores } from "#app/clv/score-geometric-dropout.ts";

/** The models of how often, the one to take where nothing speaks for another first. */
export const PURCHASE_MODELS = ["mbg-nbd", "pareto-nbd", "bg-nbd"] as const;
export type PurchaseModelName = (typeof PURCHASE_MODELS)[number];

type PurchaseModel<Params> = {
  fit(table: PurchaseTable): Fitted<Params>;
  score(params: Params, table: PurchaseTable, horizon: Horizon): PurchaseScores;
};

const FORECASTS = { "mbg-nbd": forecastWith(mbgNbd), "pareto-nbd": forecastWith(paretoNbd), "bg-nbd": forecastWith(bgNbd) };

function forecastWith<Params>({ fit, score }: PurchaseModel<Params>) {
  return (table: PurchaseTable, horizonDays: number) =>
    score(fit(table).params, table, { horizonDays, annualDiscountRate: 0 }).expectedPurchases;
}

/** Fits a model on a table and says how many purchases it expects of each row within the horizon. */
export function forecastPurchases(name: PurchaseModelName, table: PurchaseTable, horizonDays: number): Float64Array {
  return FORECASTS[name](table, horizonDays);
}
