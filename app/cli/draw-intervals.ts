import { score as scoreSpend } from "#app/clv/gamma-gamma.ts";
import { levelledCounts } from "#app/clv/levelled-counts.ts";
import type { Correction } from "#app/scoring/back-test.ts";
import { customerIntervals } from "#app/scoring/customer-intervals.ts";
import type { FittedModel } from "#app/scoring/fitted-model.ts";
import { INTERVAL_MODELS, type IntervalModel } from "#app/scoring/interval-models.ts";
import type { ModelTables } from "#app/scoring/model-tables.ts";
import { parameterVariance } from "#app/scoring/parameter-variance.ts";
import { predictCustomers } from "#app/scoring/predict-customers.ts";
import { shopAverageParams } from "#app/scoring/shop-average.ts";
import { totalInterval } from "#app/scoring/total-interval.ts";

export type Ends = { lowerMinor: number; upperMinor: number };

export type DrawnIntervals = {
  /** At which the customers' intervals were drawn, so that about 80 of 100 customers fall into theirs. */
  level: number;
  /** By row of the tables, of the predicted value. */
  lowerMinor: Float64Array;
  upperMinor: Float64Array;
  total: Ends;
};

/**
 * 80 % intervals around the predicted values of a shop. Their shape is that of the fitted model, corrected as the
 * values are, or of the shop's averages where the model does not count yet. Where the ladder blends several predictors
 * an interval is scaled to the blend: by predicted value / value that the model alone expects.
 */
export function drawIntervals(model: FittedModel, correction: Correction, tables: ModelTables): DrawnIntervals {
  if (model.ladder.weights.model === 0) {
    return drawWith(INTERVAL_MODELS["mbg-nbd"], shopAverageParams(model.shop), model, correction, tables);
  }
  const { purchases } = model;
  switch (purchases.model) {
    case "bg-nbd":
    case "mbg-nbd":
      return drawWith(INTERVAL_MODELS[purchases.model], purchases.params, model, correction, tables);
    case "pareto-nbd":
      return drawWith(INTERVAL_MODELS[purchases.model], purchases.params, model, correction, tables);
  }
}

function drawWith<Params extends Record<string, number>>(
  often: IntervalModel<Params>,
  params: Params,
  model: FittedModel,
  { orders, orderValue }: Correction,
  tables: ModelTables,
): DrawnIntervals {
  const { horizon, spend } = model;
  const scores = often.score(params, tables.purchases, horizon);
  const counts = levelledCounts((days) => often.counts(params, days), horizon.horizonDays, { factor: orders.level, deviation: orders.deviation });
  const { level, lowerMinor, upperMinor, processVariance, logNothing } = customerIntervals(counts, spend.params, tables, scores);

  const valueMinor = scoreSpend(spend.params, tables.spend);
  const predict = predictCustomers(model, tables);
  let predictedTotal = 0;
  let expectedTotal = 0;
  for (let row = 0; row < lowerMinor.length; row += 1) {
    const predicted = predict(row).predictedValueMinor;
    const expected = orders.level * scores.discountedPurchases[row]! * valueMinor[row]!;
    const scale = expected > 0 ? predicted / expected : 1;
    lowerMinor[row] = Math.round(lowerMinor[row]! * scale);
    upperMinor[row] = Math.round(upperMinor[row]! * scale);
    predictedTotal += predicted;
    expectedTotal += expected;
  }
  const total = totalInterval(predictedTotal, {
    processVariance: expectedTotal > 0 ? processVariance * (predictedTotal / expectedTotal) ** 2 : 0,
    logNothing,
    parameterVariance: expectedTotal > 0 ? parameterVariance(often, params, spend.params, tables, horizon.horizonDays) : 0,
    levelDeviation: Math.hypot(orders.deviation, orderValue.deviation),
  });
  return { level, lowerMinor, upperMinor, total };
}
