import type { BackTest } from "#app/scoring/back-test.ts";
import { backTestShop } from "#app/scoring/back-test-shop.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { seededDice } from "../clv/simulate-shop.ts";
import { simulateCalendar } from "../scoring/simulate-calendar.ts";

/** The back-test of a shop whose customers are as the models think. */
export function backTested(shop: { customers: number; days: number }): BackTest {
  const purchases = simulateCalendar(seededDice(3), { ...shop, meanMinor: 4000, activity: () => 1 });
  return backTestShop(purchaseColumns(purchases), shop.days, 1);
}
