import type { FittedModel } from "./fitted-model.ts";
import { INTERVAL_MODELS, type IntervalModel } from "./interval-models.ts";
import { shopAverageParams } from "./shop-average.ts";

/**
 * How purchases scatter around what is predicted: as in the fitted model, or by the shop's averages where the model does
 * not count yet and may be anything.
 */
export function withShape<T>(
  { ladder, purchases, shop }: FittedModel,
  use: <Params extends Record<string, number>>(often: IntervalModel<Params>, params: Params) => T,
): T {
  if (ladder.weights.model === 0) return use(INTERVAL_MODELS["mbg-nbd"], shopAverageParams(shop));
  switch (purchases.model) {
    case "bg-nbd":
    case "mbg-nbd":
      return use(INTERVAL_MODELS[purchases.model], purchases.params);
    case "pareto-nbd":
      return use(INTERVAL_MODELS[purchases.model], purchases.params);
  }
}
