import { score as scoreSpend } from "#app/clv/gamma-gamma.ts";
import { checkModel, checkTables } from "./check-model.ts";
import type { Prediction } from "./customer-score.ts";
import { combineFactors, type FactorsAt, type Predictor, purchaseFactors, type WeighedFactors } from "./factors.ts";
import type { FittedModel } from "./fitted-model.ts";
import { scorePurchases } from "./fitted-purchases.ts";
import type { ModelTables } from "./model-tables.ts";
import { pastOrders, POOLED_SHARE } from "./past-orders.ts";
import { shopAverage } from "./shop-average.ts";
import { simpleFormula } from "./simple-formula.ts";

/**
 * An order to come is worth at most so many times the dearer of the customer's mean and the shop's. The mean that
 * Gamma-Gamma expects lies between those two, unless few customers with one fortune among them put q near 1.
 */
const DEAREST_ORDER = 3;

/** Predictions in the order of the tables, each worked out when it is asked for. */
export function predictCustomers(model: FittedModel, tables: ModelTables): (index: number) => Prediction {
  checkModel("model", model);
  checkTables("tables", tables);
  const factorsAt = weighPredictors(model, tables);
  return (index) => combineFactors(factorsAt(index), model.levelCorrection);
}

/** What each predictor that counts makes of a customer. */
export function weighPredictors(model: FittedModel, tables: ModelTables): (index: number) => WeighedFactors[] {
  const { shop, horizon, ladder: { weights } } = model;
  const counted: { predictor: Predictor; weight: number; factorsAt: FactorsAt }[] = [];
  const count = (predictor: Predictor, weight: number, factorsAt: FactorsAt) => counted.push({ predictor, weight, factorsAt });
  if (weights["simple-formula"] > 0) count("simple-formula", weights["simple-formula"], simpleFormula(tables, shop, horizon));
  if (weights["shop-average"] > 0) count("shop-average", weights["shop-average"], shopAverage(tables, shop, horizon));
  if (weights.model > 0) {
    const modelAt = fittedModel(model, tables);
    const pooled = model.pastOrders === null ? 0 : POOLED_SHARE;
    count("model", weights.model * (1 - pooled), modelAt);
    if (model.pastOrders !== null) count("past-orders", weights.model * pooled, pastOrders(model.pastOrders, tables, modelAt));
  }
  return (index) => counted.map(({ predictor, weight, factorsAt }) => ({ predictor, weight, factors: factorsAt(index) }));
}

function fittedModel({ purchases, spend, shop, horizon }: FittedModel, tables: ModelTables): FactorsAt {
  const { frequency, age } = tables.purchases;
  const { r, alpha } = purchases.params;
  const scores = scorePurchases(purchases, tables.purchases, horizon);
  const orderValueMinor = scoreSpend(spend.params, tables.spend);
  return (index) => ({
    ...purchaseFactors(scores, index),
    orderValueMinor: Math.min(orderValueMinor[index]!, DEAREST_ORDER * Math.max(tables.spend.monetaryValue[index]!, shop.averageOrderValueMinor)),
    // E[rate | history, alive]: the rate is then Gamma(r + x, alpha + T), and the wait for the next order has no memory.
    purchasesPerDay: (r + frequency[index]!) / (alpha + age[index]!),
  });
}
