import { type GammaGammaParams, score as scoreSpend } from "#app/clv/gamma-gamma.ts";
import { relativeVariance } from "#app/clv/relative-variance.ts";
import { valueLikelihood } from "#app/clv/value-likelihood.ts";
import type { IntervalModel } from "./interval-models.ts";
import type { ModelTables } from "./model-tables.ts";

/** So many customers tell the slopes and the curvature to about 1 %. */
const SAMPLED = 20_000;

/** Every n-th customer, each standing for so many. */
function thinOut({ purchases, spend }: ModelTables) {
  const every = Math.max(1, Math.ceil(purchases.frequency.length / SAMPLED));
  const sampled = Math.ceil(purchases.frequency.length / every);
  const thin = (column: Float64Array) => Float64Array.from({ length: sampled }, (_, i) => column[i * every]!);
  const weight = new Float64Array(sampled).fill(every);
  return {
    purchases: {
      frequency: thin(purchases.frequency),
      recency: thin(purchases.recency),
      age: thin(purchases.age),
      weight,
    },
    spend: { frequency: thin(spend.frequency), monetaryValue: thin(spend.monetaryValue), weight },
  };
}

function sumOfProducts(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, row) => sum + value * b[row]!, 0);
}

/**
 * Relative variance of the shop's predicted total because both models' parameters are estimates. The two are fitted
 * apart, so their parts add up. Worked out on a systematic sample and without discounting, which cancels in a ratio.
 */
export function parameterVariance<Params extends Record<string, number>>(
  model: IntervalModel<Params>,
  params: Params,
  spendParams: GammaGammaParams,
  tables: ModelTables,
  horizonDays: number,
): number {
  const { purchases, spend } = thinOut(tables);
  const horizon = { horizonDays, annualDiscountRate: 0 };
  const named = (values: Float64Array) =>
    Object.fromEntries(model.names.map((name, i) => [name, values[i]!])) as Params;
  const ordersOf = (values: Float64Array) => model.score(named(values), purchases, horizon).expectedPurchases;
  const valuesOf = ([p, q, v]: Float64Array) => scoreSpend({ p: p!, q: q!, v: v! }, spend);

  const often = Float64Array.from(model.names, (name) => params[name]);
  const much = Float64Array.of(spendParams.p, spendParams.q, spendParams.v);
  const orders = ordersOf(often);
  const values = valuesOf(much);
  return (
    relativeVariance(model.likelihood(purchases)(often), often, (at) => sumOfProducts(ordersOf(at), values)) +
    relativeVariance(valueLikelihood(spend)(much), much, (at) => sumOfProducts(orders, valuesOf(at)))
  );
}
