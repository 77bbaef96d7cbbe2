import type { FittedModel } from "#app/scoring/fitted-model.ts";
import { modelTables } from "#app/scoring/model-tables.ts";
import { type PurchaseColumns, summariseUpTo } from "#app/scoring/purchase-columns.ts";
import type { RunInterval } from "#app/scoring/run-interval.ts";
import { concentrate } from "./concentrate.ts";
import { FORECAST_DAYS } from "./forecast-sales.ts";
import { forecastShop } from "./forecast-shop.ts";
import type { LabelledValue } from "./labelled-value.ts";
import { measurePeriods } from "./measure-periods.ts";
import type { Overview } from "./overview.ts";

export type ToOverlook = {
  purchases: PurchaseColumns;
  observationEnd: number;
  /** The run's. */
  model: FittedModel;
  correction: RunInterval["correction"];
};

export function makeOverview({ purchases, observationEnd, model, correction }: ToOverlook): Overview {
  const tables = modelTables(summariseUpTo(purchases, observationEnd), observationEnd);
  const forecasts = forecastShop({ model, tables, correction, purchases, asOfDay: observationEnd });
  return {
    periods: measurePeriods(purchases, observationEnd),
    concentration: concentrate(purchases),
    forecasts: forecasts.map(({ orders, revenue }, index) => ({
      days: FORECAST_DAYS[index]!,
      orders: expectedOf(orders),
      revenueMinor: expectedOf(revenue),
      guards: [...orders.guards],
    })),
  };
}

function expectedOf({ value, interval }: LabelledValue) {
  return value === null ? null : { value, range: interval && { lower: interval.lower, upper: interval.upper } };
}
