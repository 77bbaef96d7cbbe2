import { score as scoreSpend } from "#app/clv/gamma-gamma.ts";
import { levelledCounts } from "#app/clv/levelled-counts.ts";
import { giveBack } from "#app/math/give-back.ts";
import type { Correction } from "./back-test.ts";
import { customerIntervals } from "./customer-intervals.ts";
import type { IntervalModel } from "./interval-models.ts";
import type { PredictedShop } from "./score-customers.ts";
import { meanOf, type Weighed, withShapes } from "./with-shapes.ts";

/** What is predicted of the customers, by row of the tables. */
type Blend = { probabilityAlive: Float64Array; valueMinor: Float64Array };

type DrawnShape = {
  /** In minor units, by row of the tables. */
  lowerMinor: Float64Array;
  upperMinor: Float64Array;
  /** Of the predicted values' sum by chance, in minor units squared. */
  processVariance: number;
  /** ln of the probability that nobody buys at all. */
  logNothing: number;
};

export type DrawnCustomers = DrawnShape & {
  /** Sum of the predicted values. */
  predictedMinor: number;
};

/**
 * 80 % intervals around the customers' predicted values, whole minor units. Each of the shapes that withShapes knows is
 * corrected as the values are and set upon the blend of predictors: a customer is there as likely as the blend says, and
 * what she then brings is multiplied by (blended value / value that the shape expects). Between shapes ends and variances
 * are the mean by the shapes' weights, so that no interval jumps as a model begins to count.
 */
export function drawCustomers(shop: PredictedShop, correction: Correction): DrawnCustomers {
  const blend = blendOf(shop);
  const shapes = withShapes(shop.model, (often, params) => drawShape(often, params, shop, correction, blend));
  const predictedMinor = blend.valueMinor.reduce((sum, minor) => sum + minor, 0);
  giveBack(Object.values(blend));
  return {
    lowerMinor: meanEnds(shapes, ({ lowerMinor }) => lowerMinor),
    upperMinor: meanEnds(shapes, ({ upperMinor }) => upperMinor),
    processVariance: meanOf(shapes.map(({ weight, of }) => ({ weight, of: of.processVariance }))),
    logNothing: meanOf(shapes.map(({ weight, of }) => ({ weight, of: of.logNothing }))),
    predictedMinor,
  };
}

function blendOf({ tables, predict }: PredictedShop): Blend {
  const customers = tables.rows.length;
  const blend = { probabilityAlive: new Float64Array(customers), valueMinor: new Float64Array(customers) };
  for (let row = 0; row < customers; row += 1) {
    const { probabilityAlive, predictedValueMinor } = predict(row);
    blend.probabilityAlive[row] = probabilityAlive;
    blend.valueMinor[row] = predictedValueMinor;
  }
  return blend;
}

function drawShape<Params extends Record<string, number>>(
  often: IntervalModel<Params>,
  params: Params,
  { model: { horizon, spend }, tables }: PredictedShop,
  { orders }: Correction,
  blend: Blend,
): DrawnShape {
  const own = often.score(params, tables.purchases, horizon);
  // Whom the shape gives up to the last digit, it says nothing of.
  const probabilityAlive = own.probabilityAlive.map((alive, row) => (alive > 0 ? blend.probabilityAlive[row]! : 0));
  const counts = levelledCounts((days) => often.counts(params, days), horizon.horizonDays, { factor: orders.level, deviation: orders.deviation });
  const { lowerMinor, upperMinor, varianceMinor, logNothing } = customerIntervals(counts, spend.params, tables, { ...own, probabilityAlive });

  const orderMinor = scoreSpend(spend.params, tables.spend);
  let processVariance = 0;
  for (let row = 0; row < lowerMinor.length; row += 1) {
    const whileAlive = (orders.level * own.discountedPurchases[row]! * orderMinor[row]!) / own.probabilityAlive[row]!;
    const expected = probabilityAlive[row]! * whileAlive;
    const scale = expected > 0 ? blend.valueMinor[row]! / expected : 1;
    lowerMinor[row]! *= scale;
    upperMinor[row]! *= scale;
    processVariance += scale ** 2 * varianceMinor[row]!;
  }
  giveBack([...Object.values(own), probabilityAlive, varianceMinor, orderMinor]);
  return { lowerMinor, upperMinor, processVariance, logNothing };
}

/** A distribution without a mean reaches any number; none is larger than money can be. */
function meanEnds(shapes: readonly Weighed<DrawnShape>[], endsOf: (drawn: DrawnShape) => Float64Array): Float64Array {
  const mean = new Float64Array(endsOf(shapes[0]!.of).length);
  for (const { weight, of } of shapes) endsOf(of).forEach((minor, row) => (mean[row]! += weight * minor));
  for (let row = 0; row < mean.length; row += 1) mean[row] = Math.min(Number.MAX_SAFE_INTEGER, Math.round(mean[row]!));
  return mean;
}
