import { isClearlyLower } from "./back-test-chance.ts";
import { learnFactors, missesOf } from "./back-test-correction.ts";
import type { Choice } from "./back-test.ts";
import type { Forecasts } from "./back-test-forecasts.ts";
import type { WindowColumns } from "./purchase-columns.ts";
import { PURCHASE_MODELS, type PurchaseModelName } from "./purchase-models.ts";

/** How a forecast fared: absolute errors in orders and in value, once the total is set right, and misses of the totals. */
type Fared = { ordersError: number; valueError: number } & ReturnType<typeof missesOf>;

/** How each model fared at an origin whose window is over, alone and pooled with past orders. */
export type Outcome = {
  model: PurchaseModelName;
  alone: Fared;
  pooled: Fared;
  /** Variance of the difference of the two errors in value: of a mean over independent customers. */
  differenceVariance: number;
  /** The same of the difference between its error in orders, alone, and the first model's. */
  varianceFromFirst: number;
}[];

export function outcomeOf({ actual, models }: Forecasts): Outcome {
  const firstErrors = errorsAtLevel(models[PURCHASE_MODELS[0]].alone.orders, actual.orders);
  return PURCHASE_MODELS.map((model) => {
    const fared = (forecast: WindowColumns) => {
      const orders = errorsAtLevel(forecast.orders, actual.orders);
      const value = errorsAtLevel(forecast.valueMinor, actual.valueMinor);
      return { errors: { orders, value }, ordersError: meanOf(orders), valueError: meanOf(value), ...missesOf(actual, forecast) };
    };
    const { errors, ...alone } = fared(models[model].alone);
    const { errors: pooledErrors, ...pooled } = fared(models[model].pooled);
    return {
      model,
      alone,
      pooled,
      differenceVariance: varianceOfDifference(pooledErrors.value, errors.value),
      varianceFromFirst: varianceOfDifference(errors.orders, firstErrors),
    };
  });
}

function varianceOfDifference(errors: Float64Array, others: Float64Array): number {
  const differences = errors.map((error, row) => error - others[row]!);
  const mean = meanOf(differences);
  return meanOf(differences.map((difference) => (difference - mean) ** 2)) / differences.length;
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
 * The model that erred least in orders, on average over origins whose outcome is known, where it beats the first one
 * beyond chance; the mean of it and past orders where that erred less in value, beyond chance; and the correction learnt
 * from what is then used.
 *
 * @param isModelWhole whether the shop is large and old enough for the model to make the whole of its figures (ladder.ts);
 *     otherwise the first model stays, alone: of two models one customer more prefers now this, now that, and the figures
 *     of a shop of a hundred and ninety customers leapt by up to 12 % to and fro
 */
export function chooseModel(outcomes: readonly Outcome[], windowsAYear: number, isModelWhole: boolean): Choice {
  const tried = PURCHASE_MODELS.map((model) => ({ model, outcomes: outcomes.map((outcome) => outcome.find((it) => it.model === model)!) }));
  const errors = tried.map(({ model, outcomes: own }) => ({ model, error: meanOrNull(own.map(({ alone }) => alone.ordersError)) }));
  const first = errors[0]!;
  const isBetter = ({ error }: (typeof errors)[number], index: number) =>
    isModelWhole && error !== null && first.error !== null && isClearlyLower(error, first.error, standardErrorOf(tried[index]!.outcomes.map((it) => it.varianceFromFirst)));
  const { model } = errors.filter(isBetter).reduce((a, b) => (b.error! < a.error! ? b : a), first);
  const own = tried.find((it) => it.model === model)!.outcomes;
  const pooling = judgePooling(own, isModelWhole);
  const fared = own.map((it) => (pooling.isOn ? it.pooled : it.alone));
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

function judgePooling(tried: Outcome, isModelWhole: boolean): Choice["pooling"] {
  if (tried.length === 0) return { isOn: false, alone: null, pooled: null, standardError: null };
  const alone = meanOf(tried.map((it) => it.alone.valueError));
  const pooled = meanOf(tried.map((it) => it.pooled.valueError));
  const standardError = standardErrorOf(tried.map((it) => it.differenceVariance));
  return { isOn: isModelWhole && isClearlyLower(pooled, alone, standardError), alone, pooled, standardError };
}

/** Of a mean over origins. */
function standardErrorOf(variances: readonly number[]): number {
  return Math.sqrt(sum(variances)) / variances.length;
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
