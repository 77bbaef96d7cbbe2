import { fit as fitSpend, type GammaGammaParams, score as scoreSpend } from "#app/clv/gamma-gamma.ts";
import type { PurchaseScores } from "#app/clv/score-geometric-dropout.ts";
import type { Baseline } from "./back-test.ts";
import { type FittedPurchases, fitPurchases, scorePurchases } from "./fitted-purchases.ts";
import { modelTables, type ModelTables } from "./model-tables.ts";
import { measurePastOrders, POOLED_SHARE } from "./past-orders.ts";
import { type PurchaseColumns, purchasesWithin, summariseUpTo, type WindowColumns } from "./purchase-columns.ts";
import { PURCHASE_MODELS, type PurchaseModelName } from "./purchase-models.ts";

type ModelForecast = {
  fitted: FittedPurchases;
  scores: PurchaseScores;
  expected: WindowColumns;
  /** The mean of that and what past orders let expect. */
  pooled: WindowColumns;
};

/** What every method expected at an origin and what came: one row a customer with a purchase by then. */
export type Forecasts = {
  day: number;
  calibrationDays: number;
  horizonDays: number;
  actual: WindowColumns;
  tables: ModelTables;
  spend: GammaGammaParams;
  models: Record<PurchaseModelName, ModelForecast>;
  baselines: Record<Baseline, WindowColumns>;
};

/** Nothing after `day` is looked at but by `actual`. */
export function forecastAt(columns: PurchaseColumns, firstDay: number, day: number, horizonDays: number): Forecasts {
  const tables = modelTables(summariseUpTo(columns, day), day);
  const window = purchasesWithin(columns, day, horizonDays);
  const calibrationDays = day - firstDay + 1;
  const spend = fitSpend(tables.spend).params;
  const orderValue = scoreSpend(spend, tables.spend);
  const forecast = (model: PurchaseModelName): ModelForecast => {
    const fitted = fitPurchases(model, tables.purchases);
    const scores = scorePurchases(fitted, tables.purchases, { horizonDays, annualDiscountRate: 0 });
    const orders = scores.expectedPurchases;
    const expected = { orders, valueMinor: orders.map((count, row) => count * orderValue[row]!) };
    return { fitted, scores, expected, pooled: poolWithPastOrders(expected, scores, tables) };
  };
  return {
    day,
    calibrationDays,
    horizonDays,
    actual: {
      orders: Float64Array.from(tables.rows, (row) => window.orders[row]!),
      valueMinor: Float64Array.from(tables.rows, (row) => window.valueMinor[row]!),
    },
    tables,
    spend,
    models: Object.fromEntries(PURCHASE_MODELS.map((model) => [model, forecast(model)])) as Forecasts["models"],
    baselines: forecastNaively(tables, horizonDays, horizonDays / calibrationDays),
  };
}

function poolWithPastOrders(expected: WindowColumns, scores: PurchaseScores, tables: ModelTables): WindowColumns {
  const { frequency, monetaryValue } = tables.spend;
  const { ordersPerOrder } = measurePastOrders(scores, tables);
  const past = scores.probabilityAlive.map((alive, row) => alive * ordersPerOrder * frequency[row]!);
  const mean = (own: number, other: number) => own + POOLED_SHARE * (other - own);
  return {
    orders: expected.orders.map((orders, row) => mean(orders, past[row]!)),
    valueMinor: expected.valueMinor.map((minor, row) => mean(minor, past[row]! * monetaryValue[row]!)),
  };
}

/** @param windowShare the horizon in shares of the days the shop has been selling */
function forecastNaively({ purchases, spend }: ModelTables, horizonDays: number, windowShare: number): Forecasts["baselines"] {
  const rate = purchases.frequency.map((repeats, row) => (repeats > 0 ? (repeats / purchases.age[row]!) * horizonDays : 0));
  const pastSpend = {
    orders: spend.frequency.map((count) => count * windowShare),
    valueMinor: spend.monetaryValue.map((mean, row) => mean * spend.frequency[row]! * windowShare),
  };
  return {
    "naive-rate": { orders: rate, valueMinor: rate.map((orders, row) => orders * spend.monetaryValue[row]!) },
    "past-spend": pastSpend,
    mean: { orders: spread(pastSpend.orders), valueMinor: spread(pastSpend.valueMinor) },
  };
}

function spread(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map(() => mean);
}
