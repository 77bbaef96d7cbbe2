import type { Choice } from "./back-test.ts";
import { factorOf } from "./back-test-correction.ts";
import { chosenForecast, type Forecasts } from "./back-test-forecasts.ts";
import type { Interval } from "./back-test-measures.ts";
import { drawCustomers } from "./draw-customers.ts";
import { predictCustomers } from "./predict-customers.ts";

/** The interval of each customer's value in the window, drawn as a run of that day would have: in whole minor units. */
export function intervalsOf(forecast: Forecasts, choice: Choice): Interval {
  const { tables } = forecast;
  const orders = { ...choice.correction.orders, level: factorOf(choice.correction.orders) };
  const model = {
    ...chosenForecast(forecast, choice).model,
    levelCorrection: { orders: orders.level, orderValue: factorOf(choice.correction.orderValue) },
  };
  const drawn = drawCustomers({ model, tables, predict: predictCustomers(model, tables) }, { ...choice.correction, orders });
  return { low: drawn.lowerMinor, high: drawn.upperMinor };
}
