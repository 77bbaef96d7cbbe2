import type { PurchaseScores } from "#app/clv/score-geometric-dropout.ts";
import type { Prediction } from "./customer-score.ts";
import type { LevelCorrection } from "./level-correction.ts";

/** Who predicts. The ladder (ladder.ts) says how much the first three count; past orders share what the model has. */
export type Predictor = "simple-formula" | "shop-average" | "model" | "past-orders";

/** What one predictor makes of a customer. The value of her orders to come is the product of the first four. */
export type Factors = {
  probabilityAlive: number;
  /** Orders within the horizon if she is alive. */
  purchasesWhileAlive: number;
  /** What an order of the horizon is worth today, on average; 1 where nothing is discounted. */
  discountFactor: number;
  /** Expected value of an order. */
  orderValueMinor: number;
  /** At which she buys now if she is alive. */
  purchasesPerDay: number;
};

export type WeighedFactors = { predictor: Predictor; weight: number; factors: Factors };

/** A predictor set upon a table: the factors of the customer at an index of it. */
export type FactorsAt = (index: number) => Factors;

/** The factors a batch of scores is the product of. */
export function purchaseFactors(scores: PurchaseScores, index: number) {
  const probabilityAlive = scores.probabilityAlive[index]!;
  const expected = scores.expectedPurchases[index]!;
  return {
    probabilityAlive,
    // Nobody buys within no time, and whoever is surely gone buys nothing: then the other factor is of no matter.
    purchasesWhileAlive: expected > 0 ? expected / probabilityAlive : 0,
    discountFactor: expected > 0 ? scores.discountedPurchases[index]! / expected : 1,
  };
}

/**
 * The predictors' answers, each counted with its weight. Scoring and explaining both end here, so that an explanation
 * comes to the same amount. A model may answer for one customer with another last digit than for a whole table
 * (Pareto/NBD: 1e-15 of the value), which whole minor units all but never show.
 *
 * The next order's day stays as the predictors have it: back-tests learn how many orders a window brings, which is as
 * much a matter of how many customers are still there as of how long each of them waits.
 *
 * @param parts weights sum to 1
 */
export function combineFactors(parts: readonly WeighedFactors[], levelCorrection: LevelCorrection): Prediction {
  let probabilityAlive = 0;
  let expectedOrders = 0;
  let valueMinor = 0;
  let purchasesPerDay = 0;
  for (const { weight, factors } of parts) {
    const orders = factors.probabilityAlive * factors.purchasesWhileAlive;
    probabilityAlive += weight * factors.probabilityAlive;
    expectedOrders += weight * orders;
    valueMinor += weight * orders * factors.discountFactor * factors.orderValueMinor;
    purchasesPerDay += weight * factors.purchasesPerDay;
  }
  return {
    // Weights that sum to 1 but for rounding may pass it.
    probabilityAlive: Math.min(1, probabilityAlive),
    expectedOrders: levelCorrection.orders * expectedOrders,
    predictedValueMinor: levelCorrection.orders * levelCorrection.orderValue * valueMinor,
    daysToNextOrder: 1 / purchasesPerDay,
  };
}
