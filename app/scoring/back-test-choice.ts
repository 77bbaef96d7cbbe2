import { learnFactors, missesOf } from "./back-test-correction.ts";
import type { Choice } from "./back-test.ts";
import type { Forecasts } from "./back-test-forecasts.ts";
import { PURCHASE_MODELS, type PurchaseModelName } from "./purchase-models.ts";

/** The first of PURCHASE_MODELS stays unless another one errs less by more than this share: chance alone does as much. */
const WORTH_A_CHANGE = 0.01;

/** How each model fared at an origin whose window is over. */
export type Outcome = ({ model: PurchaseModelName; error: number } & ReturnType<typeof missesOf>)[];

export function outcomeOf({ actual, models }: Forecasts): Outcome {
  return PURCHASE_MODELS.map((model) => {
    const { expected } = models[model];
    return { model, error: errorAtLevel(expected.orders, actual.orders), ...missesOf(actual, expected) };
  });
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

/** The model that erred least, on average over origins whose outcome is known, with the correction learnt from them. */
export function chooseModel(outcomes: readonly Outcome[], windowsAYear: number): Choice {
  const of = (model: PurchaseModelName) => outcomes.map((outcome) => outcome.find((it) => it.model === model)!);
  const errors = PURCHASE_MODELS.map((model) => ({ model, error: meanOrNull(of(model).map(({ error }) => error)) }));
  const best = errors.reduce((a, b) => ((b.error ?? 0) < (a.error ?? 0) ? b : a));
  const first = errors[0]!;
  const { model } = (best.error ?? 0) < (first.error ?? 0) * (1 - WORTH_A_CHANGE) ? best : first;
  return {
    model,
    origins: outcomes.length,
    errors,
    correction: {
      orders: learnFactors(of(model).map(({ orders }) => orders), windowsAYear),
      orderValue: learnFactors(of(model).map(({ orderValue }) => orderValue), windowsAYear),
    },
  };
}

function meanOrNull(values: readonly number[]): number | null {
  return values.length > 0 ? sum(values) / values.length : null;
}

function sum(values: Float64Array | readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
