import { score as scoreSpend } from "#app/clv/gamma-gamma.ts";
import { levelledCounts } from "#app/clv/levelled-counts.ts";
import type { Correction } from "./back-test.ts";
import { type CustomerIntervals, customerIntervals } from "./customer-intervals.ts";
import type { PredictedShop } from "./score-customers.ts";
import { withShape } from "./with-shape.ts";

export type DrawnCustomers = CustomerIntervals & {
  /** Sum of the predicted values. */
  predictedMinor: number;
};

/**
 * 80 % intervals around the customers' predicted values. Their shape is that of the model that withShape takes, corrected
 * as the values are. Where the ladder blends several predictors an interval is scaled to the blend: by predicted value /
 * value that the model alone expects.
 */
export function drawCustomers({ model, tables, predict }: PredictedShop, { orders }: Correction): DrawnCustomers {
  return withShape(model, (often, params) => {
    const { horizon, spend } = model;
    const scores = often.score(params, tables.purchases, horizon);
    const counts = levelledCounts((days) => often.counts(params, days), horizon.horizonDays, { factor: orders.level, deviation: orders.deviation });
    const drawn = customerIntervals(counts, spend.params, tables, scores);
    const { lowerMinor, upperMinor } = drawn;

    const valueMinor = scoreSpend(spend.params, tables.spend);
    let predictedMinor = 0;
    let expectedMinor = 0;
    for (let row = 0; row < lowerMinor.length; row += 1) {
      const predicted = predict(row).predictedValueMinor;
      const expected = orders.level * scores.discountedPurchases[row]! * valueMinor[row]!;
      const scale = expected > 0 ? predicted / expected : 1;
      lowerMinor[row] = wholeMinor(lowerMinor[row]! * scale);
      upperMinor[row] = wholeMinor(upperMinor[row]! * scale);
      predictedMinor += predicted;
      expectedMinor += expected;
    }
    const scale = expectedMinor > 0 ? predictedMinor / expectedMinor : 0;
    return { ...drawn, processVariance: drawn.processVariance * scale ** 2, predictedMinor };
  });
}

/** A distribution without a mean reaches any number; none is larger than money can be. */
function wholeMinor(minor: number): number {
  return Math.min(Number.MAX_SAFE_INTEGER, Math.round(minor));
}
