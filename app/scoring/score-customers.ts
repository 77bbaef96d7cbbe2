import { checkParams } from "#app/clv/check-input.ts";
import { checkHorizon, type Horizon } from "#app/clv/discounted-purchases.ts";
import { fit as fitSpend } from "#app/clv/gamma-gamma.ts";
import { type CustomerHistory, historyAt, historyColumns, type HistoryColumns } from "./customer-history.ts";
import { customerScore, type CustomerScore, type Prediction } from "./customer-score.ts";
import type { FittedModel } from "./fitted-model.ts";
import { fitPurchases, keptOf, scorePurchases } from "./fitted-purchases.ts";
import { type BackTestVerdict, climbLadder } from "./ladder.ts";
import type { LevelCorrection } from "./level-correction.ts";
import { modelTables, type ModelTables } from "./model-tables.ts";
import { measurePastOrders } from "./past-orders.ts";
import { predictCustomers } from "./predict-customers.ts";
import { checkModelChoice, type ModelChoice, PURCHASE_MODELS, type PurchaseModelName } from "./purchase-models.ts";
import { measureMoments } from "./shop-moments.ts";

/** product.md's default: what a year brings, discounted at 10 % a year. */
export const DEFAULT_HORIZON: Horizon = { horizonDays: 365, annualDiscountRate: 0.1 };

const MODEL_TITLES: Record<PurchaseModelName, string> = { "bg-nbd": "BG/NBD", "mbg-nbd": "MBG/NBD", "pareto-nbd": "Pareto/NBD" };

const UNCORRECTED: LevelCorrection = { orders: 1, orderValue: 1 };

export type ScoringOptions = {
  model?: ModelChoice;
  /** Of the shop's back-test, where there is one. */
  verdict?: BackTestVerdict | null;
  /** Learnt from the same back-test. */
  levelCorrection?: LevelCorrection;
  /** Whether that back-test found past orders to help. */
  isPooled?: boolean;
};

/** A shop's customers and what is predicted of each. */
export type PredictedShop = {
  model: FittedModel;
  tables: ModelTables;
  /** By index of the tables. */
  predict: (index: number) => Prediction;
};

export type ScoredShop = PredictedShop & {
  /** By customer: the index in the tables; -1 without a purchase. */
  indexOf: Int32Array;
  customers: number;
  /** One customer at a time: a million of them as objects would be heavier than all columns together. */
  scoreAt(row: number): CustomerScore;
};

/**
 * Fits the models on a shop, finds its rung of the ladder and scores every customer. Any shop will do: none, one,
 * everybody once, nobody counted; `ladder` in the model says what the numbers rest on.
 *
 * @param observationEnd last observed day number, not before any purchase
 * @throws for input that is wrong, naming what and where it is and what is allowed
 */
export function scoreCustomers(
  histories: HistoryColumns,
  observationEnd: number,
  horizon: Horizon = DEFAULT_HORIZON,
  options: ScoringOptions = {},
): ScoredShop {
  const tables = modelTables(histories, observationEnd);
  const model = fitModel(tables, horizon, options);
  const indexOf = new Int32Array(histories.purchases.length).fill(-1);
  tables.rows.forEach((row, index) => (indexOf[row] = index));
  const predict = predictCustomers(model, tables);
  const scoreAt = (row: number) => {
    const index = indexOf[row];
    if (index === undefined) throw new RangeError(`Row ${row} is outside 0 to ${indexOf.length - 1}`);
    return customerScore(historyAt(histories, row), index < 0 ? null : predict(index), observationEnd);
  };
  return { model, tables, predict, indexOf, customers: indexOf.length, scoreAt };
}

/** Fits the models on a shop and finds its rung of the ladder. */
export function fitModel(
  tables: ModelTables,
  horizon: Horizon,
  { model: choice = "auto", verdict = null, levelCorrection = UNCORRECTED, isPooled = false }: ScoringOptions,
): FittedModel {
  checkModelChoice(choice);
  checkHorizon(horizon);
  const corrections = { "levelCorrection.orders": levelCorrection.orders, "levelCorrection.orderValue": levelCorrection.orderValue };
  checkParams(corrections, ["levelCorrection.orders", "levelCorrection.orderValue"]);
  const customers = tables.rows.length;
  const shop = measureMoments(tables);
  const purchases = fitPurchases(choice === "auto" ? (verdict?.chosenModel ?? PURCHASE_MODELS[0]) : choice, tables.purchases);
  const spend = keptOf(fitSpend(tables.spend));
  const ladder = climbLadder({
    customers,
    moments: shop,
    horizonDays: horizon.horizonDays,
    converged: purchases.converged && spend.converged,
    boundary: purchases.boundary,
    model: purchases.model,
    verdict,
  });
  const pastOrders = isPooled ? measurePastOrders(scorePurchases(purchases, tables.purchases, horizon), tables) : null;
  const name = `${MODEL_TITLES[purchases.model]} with Gamma-Gamma${isPooled ? ", averaged with past orders" : ""}`;
  return { name, customers, shop, purchases, spend, ladder, pastOrders, levelCorrection, horizon };
}

/** Scores one customer with a model fitted before: the same as in the run that fitted it, but for a last digit (combineFactors). */
export function scoreCustomer(model: FittedModel, history: CustomerHistory, observationEnd: number): CustomerScore {
  const tables = modelTables(historyColumns([history]), observationEnd);
  return customerScore(history, history.purchases > 0 ? predictCustomers(model, tables)(0) : null, observationEnd);
}
