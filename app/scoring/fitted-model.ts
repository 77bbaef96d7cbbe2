import { z } from "zod";
import { FittedPurchases, FittedSpend } from "./fitted-purchases.ts";
import { Ladder } from "./ladder.ts";
import { LevelCorrection } from "./level-correction.ts";
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
  /** Runs of earlier versions kept one number, which multiplied values alone: their customers' figures stay as they were. */
  levelCorrection: z.preprocess((kept) => (typeof kept === "number" ? { orders: 1, orderValue: kept } : kept), LevelCorrection),
  horizon: z.object({ horizonDays: z.number().nonnegative(), annualDiscountRate: z.number().nonnegative() }),
});
export type FittedModel = z.infer<typeof FittedModel>;
