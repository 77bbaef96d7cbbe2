import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import { checkPurchases } from "./check-purchases.ts";
import { earliestDay, firstDays } from "./first-days.ts";
import { tallyPeriod } from "./tally-period.ts";

/** How fast new customers come, and what a purchase brings. */
export type Arrivals = { customersADay: number; purchaseValueMinor: number };

/** How far back it is looked. */
export const RECENT_DAYS = 90;

/** Over the last 90 days, or as long as the shop exists. */
export function measureArrivals(purchases: PurchaseColumns, observationEnd: number): Arrivals {
  checkPurchases(purchases, observationEnd);
  const earliest = earliestDay(firstDays(purchases), observationEnd);
  if (earliest > observationEnd) return { customersADay: 0, purchaseValueMinor: 0 };
  const from = Math.max(earliest, observationEnd - RECENT_DAYS + 1);
  const recent = tallyPeriod(purchases, from, observationEnd);
  return {
    customersADay: recent.newCustomers / (observationEnd - from + 1),
    purchaseValueMinor: recent.purchases === 0 ? 0 : recent.valueMinor / recent.purchases,
  };
}
