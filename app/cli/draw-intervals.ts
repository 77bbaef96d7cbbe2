import { score as scoreSpend } from "#app/clv/gamma-gamma.ts";
import { levelledCounts } from "#app/clv/levelled-counts.ts";
import type { Correction } from "#app/scoring/back-test.ts";
import { customerIntervals } from "#app/scoring/customer-intervals.ts";
import type { FittedModel } from "#app/scoring/fitted-model.ts";
import type { ModelTables } from "#app/scoring/model-tables.ts";
import { parameterVariance } from "#app/scoring/parameter-variance.ts";
import { predictCustomers } from "#app/scoring/predict-customers.ts";
import { totalInterval, type Uncertainty } from "#app/scoring/total-interval.ts";
import { withShape } from "./with-shape.ts";

export type Ends = { lowerMinor: number; upperMinor: number };

export type DrawnIntervals = {
  /** At which the customers' intervals were drawn, so that about 80 of 100 customers fall into theirs. */
  level: number;
  /** By row of the tables, of the predicted value. */
  lowerMinor: Float64Array;
  upperMinor: Float64Array;
  total: Ends;
  /** What the total's interval is made of. */
  uncertainty: Uncertainty;
};

/**
 * 80 % intervals around the predicted values of a shop. Their shape is that of the model that withShape takes, corrected
 * as the values are. Where the ladder blends several predictors an interval is scaled to the blend: by predicted value /
 * value that the model alone expects.
 */
export function drawIntervals(model: FittedModel, { orders, orderValue }: Correction, tables: ModelTables): DrawnIntervals {
  return withShape(model, (often, params) => {
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
      lowerMinor[row] = wholeMinor(lowerMinor[row]! * scale);
      upperMinor[row] = wholeMinor(upperMinor[row]! * scale);
      predictedTotal += predicted;
      expectedTotal += expected;
    }
    const uncertainty = {
      processVariance: expectedTotal > 0 ? processVariance * (predictedTotal / expectedTotal) ** 2 : 0,
      logNothing,
      parameterVariance: expectedTotal > 0 ? parameterVariance(often, params, spend.params, tables, horizon.horizonDays) : 0,
      levelDeviation: Math.hypot(orders.deviation, orderValue.deviation),
    };
    return { level, lowerMinor, upperMinor, uncertainty, total: totalInterval(predictedTotal, uncertainty) };
  });
}

/** A distribution without a mean reaches any number; none is larger than money can be. */
function wholeMinor(minor: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.round(minor));
}
