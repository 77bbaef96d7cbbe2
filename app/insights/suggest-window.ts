import { checkPurchases } from "#app/scoring/check-purchases.ts";
import { type PurchaseColumns, summariseUpTo } from "#app/scoring/purchase-columns.ts";
import { findShopRhythm } from "#app/segments/shop-rhythm.ts";
import { labelled, type LabelledValue } from "./labelled-value.ts";
import { WINDOW_DAYS } from "./window-clv.ts";

/** Fewer than these and the rhythm is no more theirs than what is assumed of any shop. */
const ENOUGH_REPEATERS = 6;

/**
 * The shortest window that holds the median time between orders: half of the customers who come back do so within it.
 * The longest one where even that is too short.
 */
export function suggestWindow(purchases: PurchaseColumns, observationEnd: number): LabelledValue {
  checkPurchases(purchases, observationEnd);
  const histories = summariseUpTo(purchases, observationEnd);
  const frequency = histories.purchases.map((count) => Math.max(count - 1, 0));
  const recency = histories.lastPurchaseDay.map((last, row) => last - histories.firstPurchaseDay[row]!);
  const { medianGapDays } = findShopRhythm({ frequency, recency });
  const repeatCustomers = frequency.reduce((count, x) => count + (x > 0 ? 1 : 0), 0);
  return labelled("suggested-window", {
    value: WINDOW_DAYS.find((days) => days >= medianGapDays) ?? Math.max(...WINDOW_DAYS),
    factors: { medianGapDays, repeatCustomers },
    guards: repeatCustomers < ENOUGH_REPEATERS ? ["assumed-rhythm"] : [],
  });
}
