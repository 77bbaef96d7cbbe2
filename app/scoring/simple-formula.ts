import { discountedPurchases, type Horizon } from "#app/clv/discounted-purchases.ts";
import type { FactorsAt } from "./factors.ts";
import type { ModelTables } from "./model-tables.ts";
import type { ShopMoments } from "./shop-moments.ts";

/** However slow a shop is: a customer silent for so long is as likely gone as not. */
const LONGEST_PATIENCE_DAYS = 180;

/**
 * Average order value × purchase frequency × horizon, the customer's own figures with one purchase of the shop's added
 * to each, so that neither a single order nor two on one day are drawn out into a habit. With f the shop's repeat
 * purchases a customer and day (under which the assumed ones stand) and m the customer's mean of n purchases:
 *
 *     purchase frequency  = (x + 1) / (T + 1/f)
 *     average order value = (shop's + n m) / (1 + n)
 *     still there         = patience / (patience + days of silence), patience = 1 / purchase frequency, 180 at most
 *
 * The last factor is the guard against giving a lost customer what an active one is worth. The present day counts as a
 * day of silence: nobody is certain to come back.
 */
export function simpleFormula({ purchases, spend }: ModelTables, moments: ShopMoments, horizon: Horizon): FactorsAt {
  const { frequency, recency, age } = purchases;
  const { horizonDays } = horizon;
  const discountedDays = discountedPurchases((days) => days, horizon);
  const discountFactor = horizonDays > 0 ? discountedDays / horizonDays : 1;
  return (index) => {
    const purchasesPerDay = (frequency[index]! + 1) / (age[index]! + 1 / moments.purchasesPerDay);
    const patienceDays = Math.min(1 / purchasesPerDay, LONGEST_PATIENCE_DAYS);
    return {
      probabilityAlive: patienceDays / (patienceDays + 1 + age[index]! - recency[index]!),
      purchasesWhileAlive: purchasesPerDay * horizonDays,
      discountFactor,
      orderValueMinor: shrunkOrderValue(spend.frequency[index]!, spend.monetaryValue[index]!, moments),
      purchasesPerDay,
    };
  };
}

/** The customer's mean with one average order of the shop's added to it. */
export function shrunkOrderValue(purchases: number, meanMinor: number, { averageOrderValueMinor }: ShopMoments): number {
  return (averageOrderValueMinor + purchases * meanMinor) / (1 + purchases);
}
