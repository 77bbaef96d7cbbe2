import { expect, it } from "vitest";
import { collectInsights } from "#app/cli/collect-insights.ts";
import { describeInsights } from "#app/cli/describe-insights.ts";
import { valueCustomers } from "#app/cli/value-customers.ts";
import { appraiseShop } from "#app/scoring/appraise-shop.ts";
import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { type Dice, drawExponential, seededDice } from "../clv/simulate-shop.ts";

const END = 400;

function drawPurchases(dice: Dice, comesBack: number, gapDays: number) {
  const purchases = [];
  for (let day = Math.floor(dice() * END); day <= END; day += 1 + Math.floor(drawExponential(dice) * gapDays)) {
    purchases.push({ day, valueMinor: Math.ceil(drawExponential(dice) * 4000) });
    if (dice() >= comesBack) break;
  }
  return purchases;
}

const SHOPS: [string, number, number][] = [["some come back", 0.7, 60], ["nobody comes back", 0, 1], ["nobody leaves", 1, 5]];

it.each(SHOPS)("whatever the number of customers, every interval is one: %s", (_, comesBack, gapDays) => {
  for (const size of [0, 1, 2, 5, 20, 80, 200]) {
    const dice = seededDice(size);
    const customers = Array.from({ length: size }, (_, row) => {
      const purchases = drawPurchases(dice, comesBack, gapDays);
      return { email: `${row}@shop.example`, ordersCount: purchases.length, firstOrderDay: purchases[0]!.day, lastOrderDay: purchases.at(-1)!.day, purchases, firstOrder: null };
    });
    const columns = purchaseColumns(customers.map(({ purchases }) => purchases));
    const valuation = valueCustomers(customers, END, appraiseShop(columns, END));
    for (const { predictedLowerMinor, predictedUpperMinor } of valuation.customers) {
      expect(predictedLowerMinor).toBeGreaterThanOrEqual(0);
      expect(predictedUpperMinor).toBeGreaterThanOrEqual(predictedLowerMinor!);
    }
    const insights = collectInsights(columns, END, valuation);
    for (const { orders, revenue } of insights.forecast) {
      for (const { value, interval } of [orders, revenue]) {
        expect(interval!.lower).toBeGreaterThanOrEqual(0);
        expect(interval!.lower).toBeLessThanOrEqual(value!);
        // Where four times in five nobody buys, nothing is the whole interval, and the mean lies above it.
        expect(interval!.upper).toBeGreaterThanOrEqual(orders.value! > 3 ? value! : interval!.lower);
      }
    }
    expect(describeInsights(insights, String).join("\n")).not.toMatch(/NaN|Infinity|undefined/);
  }
});
