import type { Horizon } from "#app/clv/discounted-purchases.ts";
import { checkModel } from "./check-model.ts";
import { type CustomerHistory, historyColumns } from "./customer-history.ts";
import { type CustomerScore, customerScore } from "./customer-score.ts";
import { combineFactors, type Predictor, type WeighedFactors } from "./factors.ts";
import type { FittedModel } from "./fitted-model.ts";
import type { FittedPurchases } from "./fitted-purchases.ts";
import type { Ladder } from "./ladder.ts";
import type { LevelCorrection } from "./level-correction.ts";
import { modelTables } from "./model-tables.ts";
import { weighPredictors } from "./predict-customers.ts";
import { shopAverageParams } from "./shop-average.ts";

/** Everything a customer's score was worked out from: plain data, from which it can be worked out again. */
export type ScoreExplanation = {
  observationEnd: number;
  horizon: Horizon;
  history: CustomerHistory;
  /** The model of how often that was fitted to the shop; its parameters stand with the part that used them. */
  model: FittedPurchases["model"];
  ladder: Ladder;
  /** One for each predictor that counts; none for a customer without a purchase. */
  parts: (WeighedFactors & { params: Record<string, number> })[];
  levelCorrection: LevelCorrection;
  score: CustomerScore;
};

/** Why a customer has the score of the run that fitted the model. */
export function explainScore(model: FittedModel, history: CustomerHistory, observationEnd: number): ScoreExplanation {
  checkModel("model", model);
  const tables = modelTables(historyColumns([history]), observationEnd);
  const weighed = history.purchases > 0 ? weighPredictors(model, tables)(0) : [];
  const explanation = {
    observationEnd,
    horizon: model.horizon,
    history: { ...history },
    model: model.purchases.model,
    ladder: model.ladder,
    parts: weighed.map((part) => ({ ...part, params: paramsOf(part.predictor, model) })),
    levelCorrection: model.levelCorrection,
  };
  return { ...explanation, score: recompute(explanation) };
}

/** The score out of what explains it. */
export function recompute({ history, parts, levelCorrection, observationEnd }: Omit<ScoreExplanation, "score">): CustomerScore {
  return customerScore(history, parts.length === 0 ? null : combineFactors(parts, levelCorrection), observationEnd);
}

/** What the predictor knows of the shop. */
function paramsOf(predictor: Predictor, { shop, purchases, spend, pastOrders }: FittedModel): Record<string, number> {
  const { averageOrderValueMinor, purchasesPerDay } = shop;
  switch (predictor) {
    case "simple-formula":
      return { purchasesPerDay, averageOrderValueMinor };
    case "shop-average":
      return { ...shopAverageParams(shop), averageOrderValueMinor };
    case "model":
      return { ...purchases.params, ...spend.params };
    case "past-orders":
      return { ...pastOrders };
  }
}
