import { checkHorizon, type Horizon } from "#app/clv/discounted-purchases.ts";
import { checkModel, checkTables } from "./check-model.ts";
import type { FittedModel } from "./fitted-model.ts";
import { scorePurchases } from "./fitted-purchases.ts";
import type { ModelTables } from "./model-tables.ts";
import { measurePastOrders } from "./past-orders.ts";

/** @param tables of the whole shop that the model was fitted on */
export function atHorizon(model: FittedModel, tables: ModelTables, horizon: Horizon): FittedModel {
  checkModel("model", model);
  checkTables("tables", tables);
  checkHorizon(horizon);
  const pastOrders = model.pastOrders && measurePastOrders(scorePurchases(model.purchases, tables.purchases, horizon), tables);
  return { ...model, horizon, pastOrders };
}
