import { checkPurchases } from "#app/scoring/check-purchases.ts";
import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import { earliestDay, firstDays } from "./first-days.ts";
import type { Period } from "./overview.ts";
import { addTo, emptyRatio } from "./ratio.ts";

/** A season: long enough for most customers to come again, short enough to see a change. */
const PERIOD_DAYS = 90;
/** Two years: each season with the same one a year before. */
const MOST_PERIODS = 8;

/**
 * How the shop went in each 90 days up to the observation end, the newest first; only periods that it has seen whole. A
 * younger shop has one, as long as it exists; one without a purchase has none.
 */
export function measurePeriods(purchases: PurchaseColumns, observationEnd: number): Period[] {
  checkPurchases(purchases, observationEnd);
  const historyDays = observationEnd - earliestDay(firstDays(purchases), observationEnd) + 1;
  if (historyDays === 0) return [];
  const days = Math.min(PERIOD_DAYS, historyDays);
  const whole = Math.floor(historyDays / days);
  const periods = Array.from({ length: Math.min(whole, MOST_PERIODS) }, (_, back): Period => ({
    toDay: observationEnd - back * days,
    days,
    returningRevenue: emptyRatio(),
    repeatCustomers: emptyRatio(),
    purchaseValue: emptyRatio(),
    // Nobody can have left who is not seen a period before.
    churn: back + 1 < whole ? emptyRatio() : null,
  }));
  addCustomers(periods, purchases, { observationEnd, days });
  return periods;
}

/** One pass, a customer at a time: what she did in each period, then what that adds to the sums. */
function addCustomers(periods: Period[], { customers, offsets, day, valueMinor }: PurchaseColumns, { observationEnd, days }: { observationEnd: number; days: number }): void {
  // One more: who bought in it may have left in the oldest that is shown.
  const seen = periods.length + 1;
  const [value, returning, bought] = [new Float64Array(seen), new Float64Array(seen), new Float64Array(seen)];
  for (let customer = 0; customer < customers; customer += 1) {
    const first = offsets[customer]!;
    for (const column of [value, returning, bought]) column.fill(0);
    for (let row = first; row < offsets[customer + 1]!; row += 1) {
      const back = Math.floor((observationEnd - day[row]!) / days);
      if (back >= seen) continue;
      value[back]! += valueMinor[row]!;
      bought[back]! += 1;
      if (row > first) returning[back]! += valueMinor[row]!;
    }
    for (const [back, period] of periods.entries()) {
      const own = bought[back]!;
      if (bought[back + 1]! > 0 && period.churn !== null) addTo(period.churn, own > 0 ? 0 : 1, 1);
      if (own === 0) continue;
      addTo(period.returningRevenue, returning[back]!, value[back]!);
      // The one purchase of a period is her first ever unless it was returning; what counts is worth more than nothing.
      addTo(period.repeatCustomers, own > 1 || returning[back]! > 0 ? 1 : 0, 1);
      addTo(period.purchaseValue, value[back]!, own);
    }
  }
}
