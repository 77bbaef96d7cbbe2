import { score as scoreSpend } from "#app/clv/gamma-gamma.ts";
import { whole } from "#app/math/check-shape.ts";
import { EARLIEST_DAY } from "#app/time/check-day.ts";
import type { Baseline, Choice } from "./back-test.ts";
import type { FittedModel } from "./fitted-model.ts";
import { scorePurchases } from "./fitted-purchases.ts";
import { modelTables, type ModelTables } from "./model-tables.ts";
import { measurePastOrders } from "./past-orders.ts";
import { predictCustomers } from "./predict-customers.ts";
import { type PurchaseColumns, purchasesWithin, summariseUpTo, type WindowColumns } from "./purchase-columns.ts";
import { PURCHASE_MODELS, type PurchaseModelName } from "./purchase-models.ts";
import { fitModel } from "./score-customers.ts";

/** What a run of that day would have kept and expected, uncorrected: on the shop's rung of the ladder then. */
type RunForecast = WindowColumns & { model: FittedModel };

type ModelForecast = {
  /** By the fit as it is. */
  expected: WindowColumns;
  alone: RunForecast;
  /** The model being averaged with past orders. */
  pooled: RunForecast;
};

/** What every method expected at an origin and what came: one row a customer with a purchase by then. */
export type Forecasts = {
  day: number;
  calibrationDays: number;
  horizonDays: number;
  actual: WindowColumns;
  tables: ModelTables;
  models: Record<PurchaseModelName, ModelForecast>;
  baselines: Record<Baseline, WindowColumns>;
};

/**
 * Nothing after `day` is looked at but by `actual`.
 *
 * @param firstDay of the shop, up to `day`
 * @throws for columns, days or a horizon that are none, naming what and where it is and what is allowed
 */
export function forecastAt(columns: PurchaseColumns, firstDay: number, day: number, horizonDays: number): Forecasts {
  const tables = modelTables(summariseUpTo(columns, day), day);
  whole(EARLIEST_DAY, day)("firstDay", firstDay);
  const window = purchasesWithin(columns, day, horizonDays);
  const calibrationDays = day - firstDay + 1;
  return {
    day,
    calibrationDays,
    horizonDays,
    actual: {
      orders: Float64Array.from(tables.rows, (row) => window.orders[row]!),
      valueMinor: Float64Array.from(tables.rows, (row) => window.valueMinor[row]!),
    },
    tables,
    models: Object.fromEntries(PURCHASE_MODELS.map((model) => [model, forecastBy(model, tables, horizonDays)])) as Forecasts["models"],
    baselines: forecastNaively(tables, horizonDays, horizonDays / calibrationDays),
  };
}

/** What is used where the choice is that: still to be corrected. */
export function chosenForecast({ models }: Forecasts, { model, pooling }: Pick<Choice, "model" | "pooling">): RunForecast {
  return models[model][pooling.isOn ? "pooled" : "alone"];
}

function forecastBy(name: PurchaseModelName, tables: ModelTables, horizonDays: number): ModelForecast {
  const horizon = { horizonDays, annualDiscountRate: 0 };
  const model = fitModel(tables, horizon, { model: name });
  const scores = scorePurchases(model.purchases, tables.purchases, horizon);
  const orders = scores.expectedPurchases;
  const orderValue = scoreSpend(model.spend.params, tables.spend);
  return {
    expected: { orders, valueMinor: orders.map((count, row) => count * orderValue[row]!) },
    alone: predictWindow(model, tables),
    pooled: predictWindow({ ...model, pastOrders: measurePastOrders(scores, tables) }, tables),
  };
}

function predictWindow(model: FittedModel, tables: ModelTables): RunForecast {
  const predict = predictCustomers(model, tables);
  const window = { orders: new Float64Array(tables.rows.length), valueMinor: new Float64Array(tables.rows.length) };
  for (let row = 0; row < tables.rows.length; row += 1) {
    const { expectedOrders, predictedValueMinor } = predict(row);
    window.orders[row] = expectedOrders;
    window.valueMinor[row] = predictedValueMinor;
  }
  return { model, ...window };
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
