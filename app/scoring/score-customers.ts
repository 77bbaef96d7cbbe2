import type { Horizon } from "#app/clv/discounted-purchases.ts";
import type { Fitted } from "#app/clv/fitted.ts";
import { fit as fitSpend } from "#app/clv/gamma-gamma.ts";
import { fit as fitPurchases } from "#app/clv/mbg-nbd.ts";
import { historyColumns, type CustomerHistory, type HistoryColumns } from "./customer-history.ts";
import { customerScore, type CustomerScore } from "./customer-score.ts";
import type { FittedModel } from "./fitted-model.ts";
import { modelTables, type ModelTables } from "./model-tables.ts";
import { predictCustomers } from "./predict-customers.ts";

/** product.md's default: what a year brings, discounted at 10 % a year. */
export const DEFAULT_HORIZON: Horizon = { horizonDays: 365, annualDiscountRate: 0.1 };

export type ScoredShop = {
  model: FittedModel;
  customers: number;
  /** One customer at a time: a million of them as objects would be heavier than all columns together. */
  scoreAt(row: number): CustomerScore;
};

/**
 * Fits the models on a shop and scores every customer. Any shop will do: none, one, everybody once, nobody counted;
 * `boundary` in the model says what could not be learnt.
 *
 * @param observationEnd last observed day number, not before any purchase
 */
export function scoreCustomers(histories: HistoryColumns, observationEnd: number, horizon: Horizon = DEFAULT_HORIZON): ScoredShop {
  const tables = modelTables(histories, observationEnd);
  const model: FittedModel = {
    name: "MBG/NBD with Gamma-Gamma",
    customers: tables.rows.length,
    purchases: kept(fitPurchases(tables.purchases)),
    spend: kept(fitSpend(tables.spend)),
    horizon,
  };
  return { model, customers: histories.purchases.length, scoreAt: scoreWith(model, histories, tables, observationEnd) };
}

/** Scores one customer with a model fitted before: the same numbers as in the run that fitted it. */
export function scoreCustomer(model: FittedModel, history: CustomerHistory, observationEnd: number): CustomerScore {
  const histories = historyColumns([history]);
  return scoreWith(model, histories, modelTables(histories, observationEnd), observationEnd)(0);
}

function scoreWith(model: FittedModel, histories: HistoryColumns, tables: ModelTables, observationEnd: number): ScoredShop["scoreAt"] {
  const predict = predictCustomers(model, tables);
  const indexOf = new Int32Array(histories.purchases.length).fill(-1);
  tables.rows.forEach((row, index) => (indexOf[row] = index));
  return (row) => {
    const index = indexOf[row];
    if (index === undefined) throw new RangeError(`Row ${row} is outside 0 to ${indexOf.length - 1}`);
    const history = {
      purchases: histories.purchases[row]!,
      firstPurchaseDay: histories.firstPurchaseDay[row]!,
      lastPurchaseDay: histories.lastPurchaseDay[row]!,
      historicValueMinor: histories.historicValueMinor[row]!,
    };
    return customerScore(history, index < 0 ? null : predict(index), observationEnd);
  };
}

/** Without what concerns the search only. */
function kept<Params>({ params, logLikelihood, converged, boundary }: Fitted<Params>) {
  return { params, logLikelihood, converged, boundary };
}
