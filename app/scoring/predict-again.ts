import type { Horizon } from "#app/clv/discounted-purchases.ts";
import { atHorizon } from "./at-horizon.ts";
import { type CustomerHistory, historyColumns } from "./customer-history.ts";
import { customerScore, type CustomerScore } from "./customer-score.ts";
import type { FittedModel } from "./fitted-model.ts";
import { modelTables } from "./model-tables.ts";
import { predictCustomers } from "./predict-customers.ts";

/** Customers as a fitted model scores them over another horizon. */
export function predictAgain(model: FittedModel, horizon: Horizon, histories: readonly CustomerHistory[], observationEnd: number): CustomerScore[] {
  const tables = modelTables(historyColumns(histories), observationEnd);
  const predict = predictCustomers(atHorizon(model, tables, horizon), tables);
  const indexOf = new Map(Array.from(tables.rows, (row, index) => [row, index]));
  return histories.map((history, row) => {
    const index = indexOf.get(row);
    return customerScore(history, index === undefined ? null : predict(index), observationEnd);
  });
}
