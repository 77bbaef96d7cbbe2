import { score as scoreSpend } from "#app/clv/gamma-gamma.ts";
import { score as scorePurchases } from "#app/clv/mbg-nbd.ts";
import type { FittedModel } from "./fitted-model.ts";
import type { Prediction } from "./customer-score.ts";
import type { ModelTables } from "./model-tables.ts";

/** Predictions in the order of the tables, each worked out when it is asked for. */
export function predictCustomers(model: FittedModel, tables: ModelTables): (index: number) => Prediction {
  const { frequency, age } = tables.purchases;
  const { r, alpha } = model.purchases.params;
  const scores = scorePurchases(model.purchases.params, tables.purchases, model.horizon);
  const orderValueMinor = scoreSpend(model.spend.params, tables.spend);
  return (index) => ({
    probabilityAlive: scores.probabilityAlive[index]!,
    expectedOrders: scores.expectedPurchases[index]!,
    predictedValueMinor: scores.discountedPurchases[index]! * orderValueMinor[index]!,
    // 1 / E[rate | history, alive]: the rate is then Gamma(r + x, alpha + T), and the wait for the next order has no memory.
    daysToNextOrder: (alpha + age[index]!) / (r + frequency[index]!),
  });
}
