import type { Choice } from "./back-test.ts";
import { factorOf } from "./back-test-correction.ts";
import { chosenForecast, type Forecasts } from "./back-test-forecasts.ts";
import type { Interval } from "./back-test-measures.ts";
import { drawIntervals } from "./draw-intervals.ts";
import { predictCustomers } from "./predict-customers.ts";
import type { RunInterval } from "./run-interval.ts";

/** The intervals of each customer's value in the window and of their sum, drawn as a run of that day would have: in whole minor units. */
export function intervalsOf(forecast: Forecasts, choice: Choice): { customers: Interval; total: RunInterval["total"] } {
  const { tables } = forecast;
  const orders = { ...choice.correction.orders, level: factorOf(choice.correction.orders) };
  const model = {
    ...chosenForecast(forecast, choice).model,
    levelCorrection: { orders: orders.level, orderValue: factorOf(choice.correction.orderValue) },
  };
  const { lowerMinor, upperMinor, total } = drawIntervals({ model, tables, predict: predictCustomers(model, tables) }, { ...choice.correction, orders });
  return { customers: { low: lowerMinor, high: upperMinor }, total };
}
