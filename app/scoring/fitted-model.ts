import { z } from "zod";
import { FittedPurchases, FittedSpend } from "./fitted-purchases.ts";
import { Ladder } from "./ladder.ts";
import { PastOrders } from "./past-orders.ts";
import { ShopMoments } from "./shop-moments.ts";

/** What a score run keeps of its fit: enough to score one more customer later with the same numbers, and to say why. */
export const FittedModel = z.object({
  /** The models as they are called in print. */
  name: z.string(),
  /** Customers with at least one purchase: those the models were fitted on. */
  customers: z.number().int().nonnegative(),
  shop: ShopMoments,
  purchases: FittedPurchases,
  spend: FittedSpend,
  ladder: Ladder,
  /** Where the shop's past showed them to help: then they count for half of what the ladder gives the model. */
  pastOrders: PastOrders.nullable().default(null),
  /** What predicted values are multiplied by, learnt from the shop's own back-tests; 1 without one. */
  levelCorrection: z.number().positive(),
  horizon: z.object({ horizonDays: z.number().nonnegative(), annualDiscountRate: z.number().nonnegative() }),
});
export type FittedModel = z.infer<typeof FittedModel>;
