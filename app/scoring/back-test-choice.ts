import { learnFactors, missesOf } from "./back-test-correction.ts";
import type { Choice } from "./back-test.ts";
import type { Forecasts } from "./back-test-forecasts.ts";
import type { WindowColumns } from "./purchase-columns.ts";
import { PURCHASE_MODELS, type PurchaseModelName } from "./purchase-models.ts";

/** What comes first stays unless something else errs less by more than this share: chance alone does as much. */
const WORTH_A_CHANGE = 0.01;

/** How a forecast fared: its mean absolute errors, once the total is set right, and its misses of the totals. */
type Fared = { ordersError: number; valueError: number } & ReturnType<typeof missesOf>;

/** How each model fared at an origin whose window is over, alone and pooled with past orders. */
export type Outcome = { model: PurchaseModelName; alone: Fared; pooled: Fared }[];

export function outcomeOf({ actual, models }: Forecasts): Outcome {
  const fared = (forecast: WindowColumns): Fared => ({
    ordersError: errorAtLevel(forecast.orders, actual.orders),
    valueError: errorAtLevel(forecast.valueMinor, actual.valueMinor),
    ...missesOf(actual, forecast),
  });
  return PURCHASE_MODELS.map((model) => ({ model, alone: fared(models[model].expected), pooled: fared(models[model].pooled) }));
}

/**
 * Mean absolute error once the total is set right: the level is the correction's affair, and who forecasts too little
 * has the smaller error where most customers buy nothing.
 */
function errorAtLevel(predicted: Float64Array, actual: Float64Array): number {
  const total = sum(predicted);
  const scale = total > 0 ? sum(actual) / total : 1;
  return actual.reduce((error, value, row) => error + Math.abs(predicted[row]! * scale - value), 0) / actual.length;
}

/**
 * The model that erred least in orders, on average over origins whose outcome is known; the mean of it and past orders
 * where that erred less in value; and the correction learnt from what is then used.
 */
export function chooseModel(outcomes: readonly Outcome[], windowsAYear: number): Choice {
  const of = (model: PurchaseModelName) => outcomes.map((outcome) => outcome.find((it) => it.model === model)!);
  const errors = PURCHASE_MODELS.map((model) => ({ model, error: meanOrNull(of(model).map(({ alone }) => alone.ordersError)) }));
  const best = errors.reduce((a, b) => ((b.error ?? 0) < (a.error ?? 0) ? b : a));
  const first = errors[0]!;
  const { model } = isWorthIt(best.error, first.error) ? best : first;
  const alone = meanOrNull(of(model).map((it) => it.alone.valueError));
  const pooled = meanOrNull(of(model).map((it) => it.pooled.valueError));
  const isOn = isWorthIt(pooled, alone);
  const fared = of(model).map((it) => (isOn ? it.pooled : it.alone));
  return {
    model,
    origins: outcomes.length,
    errors,
    pooling: { isOn, alone, pooled },
    correction: {
      orders: learnFactors(fared.map(({ orders }) => orders), windowsAYear),
      orderValue: learnFactors(fared.map(({ orderValue }) => orderValue), windowsAYear),
    },
  };
}

function isWorthIt(error: number | null, instead: number | null): boolean {
  return (error ?? 0) < (instead ?? 0) * (1 - WORTH_A_CHANGE);
}

function meanOrNull(values: readonly number[]): number | null {
  return values.length > 0 ? sum(values) / values.length : null;
}

function sum(values: Float64Array | readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
