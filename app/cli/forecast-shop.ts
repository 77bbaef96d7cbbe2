import * as bgNbd from "#app/clv/bg-nbd.ts";
import * as mbgNbd from "#app/clv/mbg-nbd.ts";
import * as paretoNbd from "#app/clv/pareto-nbd.ts";
import { type ExpectedSales, type Forecast, FORECAST_DAYS, forecastSales } from "#app/insights/forecast-sales.ts";
import { type Arrivals, measureArrivals, RECENT_DAYS } from "#app/insights/measure-arrivals.ts";
import { atHorizon } from "#app/scoring/at-horizon.ts";
import type { Correction } from "#app/scoring/back-test.ts";
import { drawIntervals } from "#app/scoring/draw-intervals.ts";
import type { FittedModel } from "#app/scoring/fitted-model.ts";
import type { ModelTables } from "#app/scoring/model-tables.ts";
import { NOMINAL_LEVEL } from "#app/scoring/nominal-level.ts";
import { predictCustomers } from "#app/scoring/predict-customers.ts";
import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import { shopAverageParams } from "#app/scoring/shop-average.ts";
import { totalInterval } from "#app/scoring/total-interval.ts";
import { withShape } from "#app/scoring/with-shape.ts";

type Shop = { model: FittedModel; tables: ModelTables; correction: Correction; purchases: PurchaseColumns; asOfDay: number };

/** Orders and revenue of the next 30, 60 and 90 days, each with its 80 % interval. */
export function forecastShop({ model, tables, correction, purchases, asOfDay }: Shop): Forecast[] {
  const within = (horizonDays: number) => atHorizon(model, tables, { horizonDays, annualDiscountRate: 0 });
  const arrivals = measureArrivals(purchases, asOfDay);
  const outlook = {
    predict: (horizonDays: number) => predictColumns(within(horizonDays), tables),
    arrivals,
    purchasesOfNewCustomer: (days: number) => correction.orders.level * newCustomerPurchases(model, days),
    intervalOf: (horizonDays: number, expected: ExpectedSales) =>
      intervalOf(expected, within(horizonDays), tables, correction, arrivals, purchases.valueMinor),
  };
  return FORECAST_DAYS.map((days) => forecastSales(days, outlook));
}

function predictColumns(model: FittedModel, tables: ModelTables) {
  const predict = predictCustomers(model, tables);
  const columns = { expectedPurchases: new Float64Array(tables.rows.length), expectedValueMinor: new Float64Array(tables.rows.length) };
  for (let row = 0; row < tables.rows.length; row += 1) {
    const { expectedOrders, predictedValueMinor } = predict(row);
    columns.expectedPurchases[row] = expectedOrders;
    columns.expectedValueMinor[row] = expectedOrders > 0 ? predictedValueMinor / expectedOrders : 0;
  }
  return columns;
}

function newCustomerPurchases({ ladder, purchases, shop }: FittedModel, days: number): number {
  if (ladder.weights.model === 0) return mbgNbd.expectedPurchasesOfNewCustomer(shopAverageParams(shop), days);
  switch (purchases.model) {
    case "bg-nbd":
      return bgNbd.expectedPurchasesOfNewCustomer(purchases.params, days);
    case "mbg-nbd":
      return mbgNbd.expectedPurchasesOfNewCustomer(purchases.params, days);
    case "pareto-nbd":
      return paretoNbd.expectedPurchasesOfNewCustomer(purchases.params, days);
  }
}

/**
 * Whoever is known scatters as in the models, and parameters concern them. Orders of new customers are taken to come
 * independently of each other (Poisson) with values like the shop's, at a pace known as well as the newcomers it was
 * counted on are many. How far the level is off concerns both alike.
 */
function intervalOf(
  { known, arriving }: ExpectedSales,
  model: FittedModel,
  tables: ModelTables,
  correction: Correction,
  { customersADay }: Arrivals,
  valueMinor: Float64Array,
) {
  const { uncertainty } = drawIntervals({ model, tables, predict: predictCustomers(model, tables) }, correction);
  const logNothing = uncertainty.logNothing - arriving.orders;
  const around = (of: number, ofArriving: number, processVariance: number, levelDeviation: number) => {
    const share = of + ofArriving > 0 ? of / (of + ofArriving) : 1;
    const paceVariance = customersADay > 0 ? 1 / (customersADay * RECENT_DAYS) : 0;
    const parameterVariance = share ** 2 * uncertainty.parameterVariance + (1 - share) ** 2 * paceVariance;
    const { lowerMinor, upperMinor } = totalInterval(of + ofArriving, { processVariance, logNothing, parameterVariance, levelDeviation });
    return { lower: lowerMinor, upper: upperMinor, level: NOMINAL_LEVEL };
  };
  const total = valueMinor.reduce((sum, minor) => sum + minor, 0);
  const squares = valueMinor.reduce((sum, minor) => sum + minor * minor, 0);
  const arrivingVariance = total > 0 ? (arriving.revenueMinor * squares) / total : 0;
  const ordersVariance = knownOrdersVariance(known.orders, model, tables) + arriving.orders;
  return {
    orders: around(known.orders, arriving.orders, ordersVariance, correction.orders.deviation),
    revenueMinor: around(known.revenueMinor, arriving.revenueMinor, uncertainty.processVariance + arrivingVariance, uncertainty.levelDeviation),
  };
}

/** Variance of the customers' orders by chance, in the model's shape and scaled to what is expected. */
function knownOrdersVariance(expectedOrders: number, model: FittedModel, { purchases: table }: ModelTables): number {
  return withShape(model, (often, params) => {
    const { probabilityAlive, expectedPurchases } = often.score(params, table, model.horizon);
    const counts = often.counts(params, model.horizon.horizonDays);
    const squares = new Map<string, number>();
    let variance = 0;
    let total = 0;
    table.frequency.forEach((frequency, row) => {
      const age = table.age[row]!;
      const key = `${frequency} ${age}`;
      const square = squares.get(key) ?? counts.atLeast(frequency, age).reduce((sum, tail, n) => (n === 0 ? 0 : sum + (2 * n - 1) * tail), 0);
      squares.set(key, square);
      variance += probabilityAlive[row]! * square - expectedPurchases[row]! ** 2;
      total += expectedPurchases[row]!;
    });
    return total > 0 ? Math.max(0, variance) * (expectedOrders / total) ** 2 : 0;
  });
}
