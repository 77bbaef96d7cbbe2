import { checkPurchases } from "#app/scoring/check-purchases.ts";
import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import { earliestDay, firstDays } from "./first-days.ts";
import { tallyPeriod } from "./tally-period.ts";

/** How many customers came lately, and what a purchase brings. */
export type Arrivals = {
  newCustomers: number;
  /** In which they came; 0 where nothing was bought yet. */
  days: number;
  purchaseValueMinor: number;
};

/** How far back it is looked. */
const RECENT_DAYS = 90;

/** Over the last 90 days, or as long as the shop exists. */
export function measureArrivals(purchases: PurchaseColumns, observationEnd: number): Arrivals {
  checkPurchases(purchases, observationEnd);
  const earliest = earliestDay(firstDays(purchases), observationEnd);
  if (earliest > observationEnd) return { newCustomers: 0, days: 0, purchaseValueMinor: 0 };
  const from = Math.max(earliest, observationEnd - RECENT_DAYS + 1);
  const recent = tallyPeriod(purchases, from, observationEnd);
  return {
    newCustomers: recent.newCustomers,
    days: observationEnd - from + 1,
    purchaseValueMinor: recent.purchases === 0 ? 0 : recent.valueMinor / recent.purchases,
  };
}
