import type { Horizon } from "#app/clv/discounted-purchases.ts";
import { type MbgNbdParams, score } from "#app/clv/mbg-nbd.ts";
import { type FactorsAt, purchaseFactors } from "./factors.ts";
import type { ModelTables } from "./model-tables.ts";
import type { ShopMoments } from "./shop-moments.ts";
import { shrunkOrderValue } from "./simple-formula.ts";

/** How far customers differ cannot be told from means: shapes as fits to whole shops find them (r .5–.7, a + b 2–3). */
const RATE_SHAPE = 0.5;
const DROPOUT_SHAPE = 2;

/**
 * The shop's averages as parameters of MBG/NBD: its mean rate while there is r / alpha, its share of last purchases
 * a / (a + b). Nothing is fitted, so nothing can run to a limit, and each customer's own history still counts: an
 * average for whoever is there, next to nothing for whoever left.
 */
export function shopAverageParams({ purchasesPerDayWhileThere, dropoutShare }: ShopMoments): MbgNbdParams {
  return {
    r: RATE_SHAPE,
    alpha: RATE_SHAPE / purchasesPerDayWhileThere,
    a: DROPOUT_SHAPE * dropoutShare,
    b: DROPOUT_SHAPE * (1 - dropoutShare),
  };
}

export function shopAverage({ purchases, spend }: ModelTables, moments: ShopMoments, horizon: Horizon): FactorsAt {
  const params = shopAverageParams(moments);
  const scores = score(params, purchases, horizon);
  return (index) => ({
    ...purchaseFactors(scores, index),
    orderValueMinor: shrunkOrderValue(spend.frequency[index]!, spend.monetaryValue[index]!, moments),
    purchasesPerDay: (params.r + purchases.frequency[index]!) / (params.alpha + purchases.age[index]!),
  });
}
