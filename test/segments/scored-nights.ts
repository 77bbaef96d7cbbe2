import type { CustomerScore } from "#app/scoring/customer-score.ts";
import { type PurchaseColumns, summariseUpTo } from "#app/scoring/purchase-columns.ts";
import { scoreCustomers } from "#app/scoring/score-customers.ts";
import { findShopRhythm, type ShopRhythm } from "#app/segments/shop-rhythm.ts";

/** Rows of the customers with a purchase so far, and beside each their figures. */
export type ScoredNight = { day: number; present: number[]; scores: CustomerScore[]; rhythm: ShopRhythm };

/** The models fitted on a shop again each day. */
export function* scoredNights(shop: PurchaseColumns, days: { first: number; last: number }): Generator<ScoredNight> {
  for (let day = days.first; day <= days.last; day += 1) {
    const histories = summariseUpTo(shop, day);
    const { scoreAt, tables } = scoreCustomers(histories, day);
    const present = Array.from(histories.purchases.keys()).filter((row) => histories.purchases[row]! > 0);
    yield { day, present, scores: present.map((row) => scoreAt(row)), rhythm: findShopRhythm(tables.purchases) };
  }
}
