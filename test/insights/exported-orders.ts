import type { ExportedOrder } from "#app/csv/exported-order.ts";
import type { Dice } from "#sandbox/fill/dice.ts";
import { instantOf } from "#sandbox/fill/shop-fill.ts";

const TITLES = ["Mug", "Tea", "Pot", "Tin", "Spoon"];
const DAYS = 400;
const MS_A_DAY = 86_400_000;

/**
 * Orders of an export in every way in which reports are cut, the unknown included; some guests', some that do not count. All are of
 * about noon, which is of one day in the export's offset and in the shop's summer time.
 */
export function drawExportedOrders(dice: Dice, count: number, customers: number, now: Date): ExportedOrder[] {
  const noon = Math.floor(now.getTime() / MS_A_DAY) * MS_A_DAY + MS_A_DAY / 2;
  return Array.from({ length: count }, (_, index) => {
    const quantity = dice.whole(1, 3);
    const priceMinor = dice.pick([500, 1000, 1000, 2500, dice.whole(1, 9000)]);
    const discountMinor = dice.chance(0.3) ? Math.round(quantity * priceMinor * 0.2) : 0;
    const lines = Array.from({ length: dice.whole(1, 3) }, (_, line) => ({
      rowNumber: index,
      quantity: line === 0 ? quantity : 1,
      title: dice.pick(TITLES),
      sku: null,
      priceMinor: line === 0 ? priceMinor : 300,
      discountMinor: line === 0 ? discountMinor : 0,
    }));
    const subtotalMinor = lines.reduce((sum, line) => sum + line.quantity * line.priceMinor - line.discountMinor, 0);
    return {
      rowNumber: index,
      name: `#${1001 + index}`,
      id: String(6_000_000_000 + index),
      email: dice.chance(0.05) ? null : `c${dice.whole(1, customers)}@customers.example`,
      acceptsMarketing: false,
      financialStatus: dice.chance(0.08) ? "pending" : "paid",
      createdAt: instantOf(noon - MS_A_DAY * dice.whole(1, DAYS) - 1000 * index),
      cancelledAt: null,
      utcOffsetMinutes: 0,
      currency: "GBP",
      subtotalMinor,
      shippingMinor: 400,
      taxMinor: 0,
      taxesIncluded: false,
      totalMinor: subtotalMinor + 400,
      discountMinor,
      discountCode: discountMinor > 0 && dice.chance(0.6) ? "SPRING" : null,
      refundedMinor: dice.chance(0.05) ? 100 : 0,
      country: dice.pick(["GB", "GB", "GB", "SE", "KR", null]),
      source: dice.pick(["web", "web", "pos", "1520611", null]),
      lines,
    };
  });
}
