import { z } from "zod";
import type { PurchaseScores } from "#app/clv/score-geometric-dropout.ts";
import type { FactorsAt } from "./factors.ts";
import type { ModelTables } from "./model-tables.ts";

/** Past orders count for so much of a pool, the model for the rest: means need no weights that a short past cannot tell. */
export const POOLED_SHARE = 1 / 2;

/** How a shop's customers go on from what they did so far, by the model's own total. */
export const PastOrders = z.object({
  /** Orders within the horizon of a customer who is alive, for each order she made so far. */
  ordersPerOrder: z.number().nonnegative(),
  /** What an order of the horizon is worth today, on average over the customers. */
  discountFactor: z.number().positive(),
});
export type PastOrders = z.infer<typeof PastOrders>;

/**
 * With n a customer's orders so far and E the orders that the model expects of her,
 *
 *     orders per order = sum E / sum P(alive) n
 *
 * so that past orders and the model expect the same of all customers together and differ in who makes them.
 */
export function measurePastOrders({ probabilityAlive, expectedPurchases, discountedPurchases }: PurchaseScores, { spend }: ModelTables): PastOrders {
  let past = 0;
  let expected = 0;
  let discounted = 0;
  for (let row = 0; row < expectedPurchases.length; row += 1) {
    past += probabilityAlive[row]! * spend.frequency[row]!;
    expected += expectedPurchases[row]!;
    discounted += discountedPurchases[row]!;
  }
  return {
    ordersPerOrder: past > 0 ? expected / past : 0,
    discountFactor: expected > 0 ? discounted / expected : 1,
  };
}

/**
 * A customer who is still there goes on in proportion to what she ordered so far, at her own mean value. Whether she is
 * there, and when she orders next, the model says. A model divides by the time she has been there and so expects as much
 * of a newcomer's second order as of an old customer's tenth; where the tenth tells more, the mean of both is closer
 * than either (Bates & Granger 1969, "The combination of forecasts").
 */
export function pastOrders({ ordersPerOrder, discountFactor }: PastOrders, { spend }: ModelTables, modelAt: FactorsAt): FactorsAt {
  return (index) => {
    const { probabilityAlive, purchasesPerDay } = modelAt(index);
    return {
      probabilityAlive,
      purchasesWhileAlive: ordersPerOrder * spend.frequency[index]!,
      discountFactor,
      orderValueMinor: spend.monetaryValue[index]!,
      purchasesPerDay,
    };
  };
}
