import { z } from "zod";
import type { ModelTables } from "./model-tables.ts";

/** Sums and means over the customers with a purchase: what a shop is like before any model is fitted. */
export const ShopMoments = z.object({
  /** With purchases on two days or more. */
  repeatCustomers: z.number().int().nonnegative(),
  /** Days with a purchase, summed over the customers. */
  purchases: z.number().nonnegative(),
  /**
   * Twice the customers' mean age: how long a shop that wins customers evenly has been observed. Unlike the days since
   * the very first order it does not leap when one old customer is added.
   */
  spanDays: z.number().nonnegative(),
  averageOrderValueMinor: z.number().nonnegative(),
  /** Repeat purchases a customer and day, whether she is still there or not. */
  purchasesPerDay: z.number().positive(),
  /** Mean days between two purchases of a customer. */
  usualGapDays: z.number().positive(),
  /** Repeat purchases a customer and day of those she was there. */
  purchasesPerDayWhileThere: z.number().positive(),
  /** Share of purchases that are a customer's last. */
  dropoutShare: z.number().positive().lt(1),
});
export type ShopMoments = z.infer<typeof ShopMoments>;

/**
 * What is assumed of a shop before it has purchases of its own, as if it had been seen there already: little enough to
 * be outweighed by a dozen repeat customers, enough that one regular does not set the pace of a whole shop.
 */
export const ASSUMED = {
  /** One repeat purchase in two years of a customer: what a first order is followed by in ordinary shops. */
  repeatPurchases: 1,
  customerDays: 730,
  gaps: 5,
  gapDays: 90,
  daysWhileThere: 180,
  purchases: 3,
  lastPurchases: 1,
} as const;

/** A silent customer counts as there for so many usual gaps; after twice as many she is as likely gone as not. */
const PATIENCE_GAPS = 2;

/** Always finite and positive where it must be: a shop without customers has the assumed shop's moments. */
export function measureMoments({ purchases: { frequency, recency, age }, spend }: ModelTables): ShopMoments {
  const customers = frequency.length;
  let repeatCustomers = 0;
  let repeats = 0;
  let customerDays = 0;
  let daysOfGaps = 0;
  let valueMinor = 0;
  for (let row = 0; row < customers; row += 1) {
    repeatCustomers += frequency[row]! > 0 ? 1 : 0;
    repeats += frequency[row]!;
    customerDays += age[row]!;
    daysOfGaps += recency[row]!;
    valueMinor += spend.frequency[row]! * spend.monetaryValue[row]!;
  }
  const usualGapDays = (daysOfGaps + ASSUMED.gaps * ASSUMED.gapDays) / (repeats + ASSUMED.gaps);

  const patienceDays = PATIENCE_GAPS * usualGapDays;
  let daysThere = 0;
  let gone = 0;
  for (let row = 0; row < customers; row += 1) {
    const silence = age[row]! - recency[row]!;
    daysThere += recency[row]! + Math.min(silence, patienceDays);
    gone += silence / (silence + 2 * patienceDays);
  }
  const purchases = repeats + customers;
  return {
    repeatCustomers,
    purchases,
    spanDays: customers === 0 ? 0 : (2 * customerDays) / customers,
    averageOrderValueMinor: customers === 0 ? 0 : valueMinor / purchases,
    purchasesPerDay: (repeats + ASSUMED.repeatPurchases) / (customerDays + ASSUMED.customerDays),
    usualGapDays,
    purchasesPerDayWhileThere: (repeats + ASSUMED.repeatPurchases) / (daysThere + ASSUMED.daysWhileThere),
    dropoutShare: (gone + ASSUMED.lastPurchases) / (purchases + ASSUMED.purchases),
  };
}
