import { score as scoreSpend } from "#app/clv/gamma-gamma.ts";
import { levelledCounts } from "#app/clv/levelled-counts.ts";
import { giveBack } from "#app/math/give-back.ts";
import type { Correction } from "./back-test.ts";
import { type CustomerIntervals, customerIntervals } from "./customer-intervals.ts";
import type { IntervalModel } from "./interval-models.ts";
import type { PredictedShop } from "./score-customers.ts";
import { type Weighed, withShapes } from "./with-shapes.ts";

/** What is predicted of the customers, by row of the tables. */
type Blend = { probabilityAlive: Float64Array; valueMinor: Float64Array };

export type DrawnCustomers = CustomerIntervals & {
  /** Sum of the predicted values, each in whole minor units. */
  predictedMinor: number;
};

/**
 * 80 % intervals around the customers' predicted values, whole minor units, and what those of sums are made of: each
 * one's variance by chance and probability of nothing. Each of the shapes that withShapes knows is corrected as the values
 * are and set upon the blend of predictors: a customer is there as likely as the blend says, and what she then brings is
 * multiplied by (blended value / value that the shape expects). Between shapes ends, variances and logarithms are the mean
 * by the shapes' weights, so that no interval jumps as a model begins to count.
 */
export function drawCustomers(shop: PredictedShop, correction: Correction): DrawnCustomers {
  const blend = blendOf(shop);
  const shapes = withShapes(shop.model, (often, params) => drawShape(often, params, shop, correction, blend));
  const predictedMinor = blend.valueMinor.reduce((sum, minor) => sum + Math.round(minor), 0);
  giveBack(Object.values(blend));
  return {
    lowerMinor: wholeMinor(meanInPlace(shapes, ({ lowerMinor }) => lowerMinor)),
    upperMinor: wholeMinor(meanInPlace(shapes, ({ upperMinor }) => upperMinor)),
    varianceMinor: meanInPlace(shapes, ({ varianceMinor }) => varianceMinor),
    logNothing: meanInPlace(shapes, ({ logNothing }) => logNothing),
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
): CustomerIntervals {
  const own = often.score(params, tables.purchases, horizon);
  // Whom the shape gives up to the last digit, it says nothing of.
  const probabilityAlive = own.probabilityAlive.map((alive, row) => (alive > 0 ? blend.probabilityAlive[row]! : 0));
  const counts = levelledCounts((days) => often.counts(params, days), horizon.horizonDays, { factor: orders.level, deviation: orders.deviation });
  const drawn = customerIntervals(counts, spend.params, tables, { ...own, probabilityAlive });

  const orderMinor = scoreSpend(spend.params, tables.spend);
  for (let row = 0; row < orderMinor.length; row += 1) {
    const whileAlive = (orders.level * own.discountedPurchases[row]! * orderMinor[row]!) / own.probabilityAlive[row]!;
    const expected = probabilityAlive[row]! * whileAlive;
    const scale = expected > 0 ? blend.valueMinor[row]! / expected : 1;
    drawn.lowerMinor[row]! *= scale;
    drawn.upperMinor[row]! *= scale;
    drawn.varianceMinor[row]! *= scale ** 2;
  }
  giveBack([...Object.values(own), probabilityAlive, orderMinor]);
  return drawn;
}

/** Of a column by the shapes' weights, put into the first one's: a large shop's columns are heavy. */
function meanInPlace([first, ...others]: readonly Weighed<CustomerIntervals>[], columnOf: (drawn: CustomerIntervals) => Float64Array): Float64Array {
  const mean = columnOf(first!.of);
  for (let row = 0; row < mean.length; row += 1) {
    mean[row] = others.reduce((sum, { weight, of }) => sum + weight * columnOf(of)[row]!, first!.weight * mean[row]!);
  }
  return mean;
}

/** A distribution without a mean reaches any number; none is larger than money can be. */
function wholeMinor(minor: Float64Array): Float64Array {
  for (let row = 0; row < minor.length; row += 1) minor[row] = Math.min(Number.MAX_SAFE_INTEGER, Math.round(minor[row]!));
  return minor;
}
