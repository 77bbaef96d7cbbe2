import { fit as fitSpend, score as scoreSpend } from "#app/clv/gamma-gamma.ts";
import type { Baseline } from "./back-test.ts";
import { modelTables, type ModelTables } from "./model-tables.ts";
import { type PurchaseColumns, purchasesWithin, summariseUpTo, type WindowColumns } from "./purchase-columns.ts";
import { forecastPurchases, PURCHASE_MODELS, type PurchaseModelName } from "./purchase-models.ts";

/** What every method expected at an origin and what came: one row a customer with a purchase by then. */
export type Forecasts = {
  day: number;
  calibrationDays: number;
  actual: WindowColumns;
  models: Record<PurchaseModelName, WindowColumns>;
  baselines: Record<Baseline, WindowColumns>;
};

/** Nothing after `day` is looked at but by `actual`. */
export function forecastAt(columns: PurchaseColumns, firstDay: number, day: number, horizonDays: number): Forecasts {
  const tables = modelTables(summariseUpTo(columns, day), day);
  const window = purchasesWithin(columns, day, horizonDays);
  const calibrationDays = day - firstDay + 1;
  const orderValue = scoreSpend(fitSpend(tables.spend).params, tables.spend);
  const forecast = (model: PurchaseModelName) => {
    const orders = forecastPurchases(model, tables.purchases, horizonDays);
    return { orders, valueMinor: orders.map((expected, row) => expected * orderValue[row]!) };
  };
  return {
    day,
    calibrationDays,
    actual: {
      orders: Float64Array.from(tables.rows, (row) => window.orders[row]!),
      valueMinor: Float64Array.from(tables.rows, (row) => window.valueMinor[row]!),
    },
    models: Object.fromEntries(PURCHASE_MODELS.map((model) => [model, forecast(model)])) as Forecasts["models"],
    baselines: forecastNaively(tables, horizonDays, horizonDays / calibrationDays),
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
