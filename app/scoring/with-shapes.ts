import type { MbgNbdParams } from "#app/clv/mbg-nbd.ts";
import { callback, fields, finite, listOf } from "#app/math/check-shape.ts";
import { checkModel } from "./check-model.ts";
import type { FittedModel } from "./fitted-model.ts";
import type { FittedPurchases } from "./fitted-purchases.ts";
import { INTERVAL_MODELS, type IntervalModel } from "./interval-models.ts";
import { shopAverageParams } from "./shop-average.ts";

export type Weighed<T> = { weight: number; of: T };

type Use<T> = <Params extends Record<string, number>>(often: IntervalModel<Params>, params: Params) => T;

/**
 * How purchases scatter around what is predicted: as in the fitted model, as far as the ladder trusts it, and by the
 * shop's averages for the rest. The weights sum to 1, and none is 0: a model without weight may be anything.
 */
export function withShapes<T>(fitted: FittedModel, use: Use<T>): Weighed<T>[] {
  checkModel("fitted", fitted);
  callback("use", use);
  const { model } = fitted.ladder.weights;
  return [
    ...(model < 1 ? [{ weight: 1 - model, of: use(INTERVAL_MODELS["mbg-nbd"], averageShape(fitted)) }] : []),
    ...(model > 0 ? [{ weight: model, of: withFitted(fitted.purchases, use) }] : []),
  ];
}

/**
 * The simple formula says nothing of scatter, but its pace is slower than the shop average's. As far as it counts, so
 * slow is the shape: were its orders made cheaper instead of fewer, hardly anybody would be expected to buy nothing.
 */
function averageShape({ ladder, shop }: FittedModel): MbgNbdParams {
  const params = shopAverageParams(shop);
  const slower = (shop.purchasesPerDayWhileThere / shop.purchasesPerDay) ** ladder.weights["simple-formula"];
  return { ...params, alpha: params.alpha * slower };
}

function withFitted<T>(purchases: FittedPurchases, use: Use<T>): T {
  switch (purchases.model) {
    case "bg-nbd":
    case "mbg-nbd":
      return use(INTERVAL_MODELS[purchases.model], purchases.params);
    case "pareto-nbd":
      return use(INTERVAL_MODELS[purchases.model], purchases.params);
  }
}

const checkWeighed = listOf(fields({ weight: finite, of: finite }));

export function meanOf(weighed: readonly Weighed<number>[]): number {
  checkWeighed("weighed", weighed);
  return weighed.reduce((sum, { weight, of }) => sum + weight * of, 0);
}
