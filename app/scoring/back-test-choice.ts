import { learnFactors, missesOf } from "./back-test-correction.ts";
import type { Choice } from "./back-test.ts";
import type { Forecasts } from "./back-test-forecasts.ts";
import type { WindowColumns } from "./purchase-columns.ts";
import { PURCHASE_MODELS, type PurchaseModelName } from "./purchase-models.ts";

/** What comes first stays unless something else errs less by more than this share: chance alone does as much. */
const WORTH_A_CHANGE = 0.01;
/** And a mean of two forecasts is used only where it errs less by more than so many standard errors of the difference. */
const BEYOND_CHANCE = 2;

/** How a forecast fared: absolute errors in orders and in value, once the total is set right, and misses of the totals. */
type Fared = { ordersError: number; valueError: number } & ReturnType<typeof missesOf>;

/** How each model fared at an origin whose window is over, alone and pooled with past orders. */
export type Outcome = {
  model: PurchaseModelName;
  alone: Fared;
  pooled: Fared;
  /** Variance of the difference of the two errors in value: of a mean over independent customers. */
  differenceVariance: number;
}[];

export function outcomeOf({ actual, models }: Forecasts): Outcome {
  const fared = (forecast: WindowColumns, valueErrors: Float64Array): Fared => ({
    ordersError: meanOf(errorsAtLevel(forecast.orders, actual.orders)),
    valueError: meanOf(valueErrors),
    ...missesOf(actual, forecast),
  });
  return PURCHASE_MODELS.map((model) => {
    const { expected, pooled } = models[model];
    const errors = errorsAtLevel(expected.valueMinor, actual.valueMinor);
    const pooledErrors = errorsAtLevel(pooled.valueMinor, actual.valueMinor);
    const differences = errors.map((error, row) => pooledErrors[row]! - error);
    const mean = meanOf(differences);
    const differenceVariance = meanOf(differences.map((difference) => (difference - mean) ** 2)) / differences.length;
    return { model, alone: fared(expected, errors), pooled: fared(pooled, pooledErrors), differenceVariance };
  });
}

/**
 * Absolute errors once the total is set right: the level is the correction's affair, and who forecasts too little has
 * the smaller error where most customers buy nothing.
 */
function errorsAtLevel(predicted: Float64Array, actual: Float64Array): Float64Array {
  const total = sum(predicted);
  const scale = total > 0 ? sum(actual) / total : 1;
  return actual.map((value, row) => Math.abs(predicted[row]! * scale - value));
}

/**
 * The model that erred least in orders, on average over origins whose outcome is known; the mean of it and past orders
 * where that erred less in value, beyond chance; and the correction learnt from what is then used.
 */
export function chooseModel(outcomes: readonly Outcome[], windowsAYear: number): Choice {
  const of = (model: PurchaseModelName) => outcomes.map((outcome) => outcome.find((it) => it.model === model)!);
  const errors = PURCHASE_MODELS.map((model) => ({ model, error: meanOrNull(of(model).map(({ alone }) => alone.ordersError)) }));
  const best = errors.reduce((a, b) => ((b.error ?? 0) < (a.error ?? 0) ? b : a));
  const first = errors[0]!;
  const { model } = (best.error ?? 0) < (first.error ?? 0) * (1 - WORTH_A_CHANGE) ? best : first;
  const pooling = judgePooling(of(model));
  const fared = of(model).map((it) => (pooling.isOn ? it.pooled : it.alone));
  return {
    model,
    origins: outcomes.length,
    errors,
    pooling,
    correction: {
      orders: learnFactors(fared.map(({ orders }) => orders), windowsAYear),
      orderValue: learnFactors(fared.map(({ orderValue }) => orderValue), windowsAYear),
    },
  };
}

function judgePooling(tried: Outcome): Choice["pooling"] {
  if (tried.length === 0) return { isOn: false, alone: null, pooled: null, standardError: null };
  const alone = meanOf(tried.map((it) => it.alone.valueError));
  const pooled = meanOf(tried.map((it) => it.pooled.valueError));
  const standardError = Math.sqrt(sum(tried.map((it) => it.differenceVariance))) / tried.length;
  const isOn = alone - pooled > Math.max(WORTH_A_CHANGE * alone, BEYOND_CHANCE * standardError);
  return { isOn, alone, pooled, standardError };
}

function meanOrNull(values: readonly number[]): number | null {
  return values.length > 0 ? meanOf(values) : null;
}

function meanOf(values: Float64Array | readonly number[]): number {
  return sum(values) / values.length;
}

function sum(values: Float64Array | readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
