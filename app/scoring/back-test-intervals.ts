import { levelledCounts } from "#app/clv/levelled-counts.ts";
import type { PurchaseCounts } from "#app/clv/purchase-counts.ts";
import type { Choice } from "./back-test.ts";
import { factorOf } from "./back-test-correction.ts";
import { chosenForecast, type Forecasts } from "./back-test-forecasts.ts";
import type { Interval } from "./back-test-measures.ts";
import { customerIntervals } from "./customer-intervals.ts";
import type { FittedPurchases } from "./fitted-purchases.ts";
import { INTERVAL_MODELS } from "./interval-models.ts";

/**
 * The interval of each customer's value in the window, as the chosen model draws it: its counts as busy as the correction
 * of the orders says, and as uncertain; the value of an order as its own correction says. Where the ladder blends
 * several predictors an interval is scaled to the blend: by its value / value that the fit alone expects.
 */
export function intervalsOf(forecast: Forecasts, choice: Choice): Interval {
  const { tables, models, horizonDays } = forecast;
  const { correction } = choice;
  const { fitted, spend, scores, expected } = models[choice.model];
  const chosen = chosenForecast(forecast, choice);
  const level = { factor: factorOf(correction.orders), deviation: correction.orders.deviation };
  const counts = levelledCounts((days) => countsWithin(fitted, days), horizonDays, level);
  const { lowerMinor, upperMinor } = customerIntervals(counts, spend, tables, scores);
  const orderValue = factorOf(correction.orderValue);
  const scale = expected.valueMinor.map((minor, row) => (minor > 0 ? chosen.valueMinor[row]! / minor : 1) * orderValue);
  return { low: lowerMinor.map((minor, row) => minor * scale[row]!), high: upperMinor.map((minor, row) => minor * scale[row]!) };
}

function countsWithin(fitted: FittedPurchases, horizonDays: number): PurchaseCounts {
  switch (fitted.model) {
    case "bg-nbd":
    case "mbg-nbd":
      return INTERVAL_MODELS[fitted.model].counts(fitted.params, horizonDays);
    case "pareto-nbd":
      return INTERVAL_MODELS[fitted.model].counts(fitted.params, horizonDays);
  }
}
