import { fields } from "#app/math/check-shape.ts";
import { atHorizon } from "#app/scoring/at-horizon.ts";
import type { Correction } from "#app/scoring/back-test.ts";
import { checkCorrection, checkModel, checkTables } from "#app/scoring/check-model.ts";
import { countMoments } from "#app/scoring/count-moments.ts";
import { drawIntervals } from "#app/scoring/draw-intervals.ts";
import type { FittedModel } from "#app/scoring/fitted-model.ts";
import type { ModelTables } from "#app/scoring/model-tables.ts";
import { NOMINAL_LEVEL } from "#app/scoring/nominal-level.ts";
import { predictCustomers } from "#app/scoring/predict-customers.ts";
import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import type { PredictedShop } from "#app/scoring/score-customers.ts";
import { totalInterval } from "#app/scoring/total-interval.ts";
import { meanOf, withShapes } from "#app/scoring/with-shapes.ts";
import { type ExpectedSales, type Forecast, FORECAST_DAYS, forecastSales } from "./forecast-sales.ts";
import { type Arrivals, measureArrivals } from "./measure-arrivals.ts";

/** No shop is so old: a frequency and an age make one number. */
const DAYS_BEYOND = 2 ** 20;

type Shop = { model: FittedModel; tables: ModelTables; correction: Correction; purchases: PurchaseColumns; asOfDay: number };

const checkShop = fields({ model: checkModel, tables: checkTables, correction: checkCorrection });

/** Orders and revenue of the next 30, 60 and 90 days, each with its 80 % interval. */
export function forecastShop(shop: Shop): Forecast[] {
  checkShop("shop", shop);
  const { model, tables, correction, purchases, asOfDay } = shop;
  const arrivals = measureArrivals(purchases, asOfDay);
  const purchasesOfNewCustomer = (days: number) => correction.orders.level * newCustomerPurchases(model, days);
  return FORECAST_DAYS.map((horizonDays) => {
    const within = atHorizon(model, tables, { horizonDays, annualDiscountRate: 0 });
    const known: PredictedShop = { model: within, tables, predict: predictCustomers(within, tables) };
    return forecastSales(horizonDays, {
      predict: () => predictColumns(known),
      arrivals,
      purchasesOfNewCustomer,
      intervalOf: (_, expected) => intervalOf(expected, known, correction, arrivals, purchases.valueMinor),
    });
  });
}

function predictColumns({ tables, predict }: PredictedShop) {
  const columns = { expectedPurchases: new Float64Array(tables.rows.length), expectedValueMinor: new Float64Array(tables.rows.length) };
  for (let row = 0; row < tables.rows.length; row += 1) {
    const { expectedOrders, predictedValueMinor } = predict(row);
    columns.expectedPurchases[row] = expectedOrders;
    columns.expectedValueMinor[row] = expectedOrders > 0 ? predictedValueMinor / expectedOrders : 0;
  }
  return columns;
}

function newCustomerPurchases(model: FittedModel, days: number): number {
  return meanOf(withShapes(model, (often, params) => often.expectedPurchasesOfNewCustomer(params, days)));
}

/**
 * Whoever is known scatters as in the models, and parameters concern them. Orders of new customers are taken to come
 * independently of each other (Poisson) with values like the shop's, at a pace known as well as the newcomers it was
 * counted on are many. How far the level is off concerns both alike.
 */
function intervalOf(
  { known, arriving }: ExpectedSales,
  shop: PredictedShop,
  correction: Correction,
  { newCustomers }: Arrivals,
  valueMinor: Float64Array,
) {
  const { chance, shared } = drawIntervals(shop, correction);
  const logNothing = chance.logNothing - arriving.orders;
  const around = (of: number, ofArriving: number, processVariance: number, leastOrder: number, levelDeviation: number) => {
    const share = of + ofArriving > 0 ? of / (of + ofArriving) : 1;
    const paceVariance = newCustomers > 0 ? 1 / newCustomers : 0;
    const parameterVariance = share ** 2 * shared.parameterVariance + (1 - share) ** 2 * paceVariance;
    const { lowerMinor, upperMinor } = totalInterval(of + ofArriving, { processVariance, logNothing, leastOrder, parameterVariance, levelDeviation });
    return { lower: lowerMinor, upper: upperMinor, level: NOMINAL_LEVEL };
  };
  const total = valueMinor.reduce((sum, minor) => sum + minor, 0);
  const squares = valueMinor.reduce((sum, minor) => sum + minor * minor, 0);
  const arrivingVariance = total > 0 ? (arriving.revenueMinor * squares) / total : 0;
  const ordersVariance = knownOrdersVariance(shop) + arriving.orders;
  return {
    orders: around(known.orders, arriving.orders, ordersVariance, 1, correction.orders.deviation),
    revenueMinor: around(known.revenueMinor, arriving.revenueMinor, chance.varianceMinor + arrivingVariance, shared.leastOrder, shared.levelDeviation),
  };
}

/**
 * Variance of the customers' orders by chance: each as likely there as predicted, her orders while alive in the shapes'
 * and scaled to what is predicted. With e expected, m and s their mean and mean square: e^2 (s / (P(alive) m^2) - 1).
 */
function knownOrdersVariance({ model, tables: { purchases: table }, predict }: PredictedShop): number {
  return meanOf(withShapes(model, (often, params) => {
    const counts = often.counts(params, model.horizon.horizonDays);
    const ratios = new Map<number, number>();
    return table.frequency.reduce((variance, frequency, row) => {
      const { expectedOrders, probabilityAlive } = predict(row);
      if (!(expectedOrders > 0)) return variance;
      const key = frequency * DAYS_BEYOND + table.age[row]!;
      const ratio = ratios.get(key) ?? squareToMean(counts.atLeast(frequency, table.age[row]!));
      ratios.set(key, ratio);
      return variance + Math.max(0, expectedOrders ** 2 * (ratio / probabilityAlive - 1));
    }, 0);
  }));
}

/** 1 where there is nothing to compare. */
function squareToMean(atLeast: Float64Array): number {
  const { mean, square } = countMoments(atLeast);
  return mean > 0 ? square / mean ** 2 : 1;
}
