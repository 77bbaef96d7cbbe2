import { discountRateADay } from "#app/clv/discounted-purchases.ts";
import type { Correction } from "./back-test.ts";
import { drawCustomers, type DrawnCustomers } from "./draw-customers.ts";
import { parameterVariance } from "./parameter-variance.ts";
import type { RunInterval } from "./run-interval.ts";
import type { PredictedShop } from "./score-customers.ts";
import { totalInterval, type Uncertainty } from "./total-interval.ts";
import { meanOf, withShapes } from "./with-shapes.ts";

export type DrawnIntervals = Pick<DrawnCustomers, "lowerMinor" | "upperMinor"> & {
  total: RunInterval["total"];
  /** What the total's interval is made of. */
  uncertainty: Uncertainty;
};

/** 80 % intervals of a shop: each customer's, by row of the tables, and that of the sum of the predicted values. */
export function drawIntervals(shop: PredictedShop, correction: Correction): DrawnIntervals {
  const { predictedMinor, processVariance, logNothing, ...customers } = drawCustomers(shop, correction);
  const uncertainty = {
    processVariance,
    logNothing,
    leastOrder: leastOrderMinor(shop),
    parameterVariance: predictedMinor > 0 ? varianceByParameters(shop) : 0,
    levelDeviation: Math.hypot(correction.orders.deviation, correction.orderValue.deviation),
  };
  return { ...customers, uncertainty, total: ofOneCustomer(customers) ?? totalInterval(predictedMinor, uncertainty) };
}

/** A shop of one is worth what she is. */
function ofOneCustomer({ lowerMinor, upperMinor }: Pick<DrawnCustomers, "lowerMinor" | "upperMinor">): RunInterval["total"] | null {
  return lowerMinor.length === 1 ? { lowerMinor: lowerMinor[0]!, upperMinor: upperMinor[0]! } : null;
}

/** One of whoever spends least, at the end of the horizon. */
function leastOrderMinor({ model: { horizon, levelCorrection }, tables }: PredictedShop): number {
  const least = tables.spend.monetaryValue.reduce((a, b) => Math.min(a, b), Infinity);
  if (least === Infinity) return 0;
  return Math.max(0, least) * levelCorrection.orderValue * Math.exp(-discountRateADay(horizon.annualDiscountRate) * horizon.horizonDays);
}

function varianceByParameters({ model, tables }: PredictedShop): number {
  return meanOf(withShapes(model, (often, params) => parameterVariance(often, params, model.spend.params, tables, model.horizon.horizonDays)));
}
