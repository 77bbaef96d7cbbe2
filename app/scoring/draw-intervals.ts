import { discountRateADay } from "#app/clv/discounted-purchases.ts";
import { callback, fields } from "#app/math/check-shape.ts";
import type { Correction } from "./back-test.ts";
import { checkCorrection, checkModel, checkTables } from "./check-model.ts";
import type { CustomerIntervals } from "./customer-intervals.ts";
import { drawCustomers } from "./draw-customers.ts";
import { type GroupChance, groupInterval } from "./group-interval.ts";
import { parameterVariance } from "./parameter-variance.ts";
import type { RunInterval, SharedUncertainty } from "./run-interval.ts";
import type { PredictedShop } from "./score-customers.ts";
import { meanOf, withShapes } from "./with-shapes.ts";

export type DrawnIntervals = CustomerIntervals & {
  total: RunInterval["total"];
  /** What the total's interval is made of. */
  chance: GroupChance;
  shared: SharedUncertainty;
};

const checkShop = fields({ model: checkModel, tables: checkTables, predict: callback });

/** 80 % intervals of a shop: each customer's, by row of the tables, and that of the sum of the predicted values. */
export function drawIntervals(shop: PredictedShop, correction: Correction): DrawnIntervals {
  checkShop("shop", shop);
  checkCorrection("correction", correction);
  const { predictedMinor, ...customers } = drawCustomers(shop, correction);
  const { lowerMinor, upperMinor, varianceMinor, logNothing } = customers;
  const chance = {
    buyers: lowerMinor.length, lowerMinor: sumOf(lowerMinor), upperMinor: sumOf(upperMinor), varianceMinor: sumOf(varianceMinor), logNothing: sumOf(logNothing),
  };
  const shared = {
    leastOrder: leastOrderMinor(shop),
    parameterVariance: predictedMinor > 0 ? varianceByParameters(shop) : 0,
    levelDeviation: Math.hypot(correction.orders.deviation, correction.orderValue.deviation),
  };
  return { ...customers, chance, shared, total: groupInterval(predictedMinor, chance, shared) };
}

function sumOf(column: Float64Array): number {
  return column.reduce((sum, value) => sum + value, 0);
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
