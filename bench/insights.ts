import { customerEquity, equityBySplit } from "#app/insights/customer-equity.ts";
import { cohortTable } from "#app/insights/cohort-table.ts";
import { cutPurchases } from "#app/insights/cut-purchases.ts";
import { firstPurchaseValues, orderSizeBands, splitByOrderSize } from "#app/insights/order-size.ts";
import { shopFormulas } from "#app/insights/shop-formulas.ts";
import { splitByKey } from "#app/insights/split.ts";
import type { PurchaseColumns } from "#app/scoring/purchase-columns.ts";
import { type Dice, drawExponential, seededDice } from "../test/clv/simulate-shop.ts";

const CUSTOMERS = 1_000_000;
const OBSERVATION_END = 20_000;
const OLDEST_DAYS = 1100;
const MEAN_GAP_DAYS = 130;
const SETTINGS = { grossMargin: 0.4, acquisitionCostMinor: 2000, years: 3, business: "retail", annualDiscountRate: 0.1 } as const;
const CHANNELS = ["search", "social", "e-mail", "direct", null];

/** About five purchases a customer, over three years. */
function simulatePurchases(dice: Dice): PurchaseColumns {
  const offsets = new Int32Array(CUSTOMERS + 1);
  const days: number[] = [];
  for (let customer = 0; customer < CUSTOMERS; customer += 1) {
    let day = OBSERVATION_END - Math.floor(dice() * OLDEST_DAYS);
    while (day <= OBSERVATION_END) {
      days.push(day);
      day += 1 + Math.floor(drawExponential(dice) * MEAN_GAP_DAYS);
    }
    offsets[customer + 1] = days.length;
  }
  const valueMinor = Float64Array.from(days, () => Math.ceil(drawExponential(dice) * 5000));
  return { customers: CUSTOMERS, offsets, day: Int32Array.from(days), valueMinor };
}

function measure(name: string, work: () => unknown): void {
  const start = performance.now();
  work();
  console.log(`  ${name.padEnd(52)} ${((performance.now() - start) / 1000).toFixed(3)} s`);
}

export async function bench(): Promise<void> {
  const dice = seededDice(1);
  const purchases = simulatePurchases(dice);
  const channels = splitByKey(Array.from({ length: CUSTOMERS }, (_, row) => CHANNELS[row % CHANNELS.length]!));
  const lifetime = {
    historicValueMinor: Float64Array.from({ length: CUSTOMERS }, () => Math.floor(dice() * 50_000)),
    predictedValueMinor: Float64Array.from({ length: CUSTOMERS }, () => Math.floor(dice() * 20_000)),
  };
  console.log(`${CUSTOMERS.toLocaleString("en")} customers, ${purchases.day.length.toLocaleString("en")} purchases:`);
  measure("every formula of the whole shop", () => shopFormulas(purchases, OBSERVATION_END, SETTINGS));
  measure("cohort table by month", () => cohortTable(purchases, OBSERVATION_END, "month"));
  measure("cohort table by quarter", () => cohortTable(purchases, OBSERVATION_END, "quarter"));
  measure("every formula of each of five channels", () =>
    cutPurchases(purchases, channels).map((part) => shopFormulas(part.purchases, OBSERVATION_END, SETTINGS)));
  measure("order-size bands, every formula of each", () => {
    const split = splitByOrderSize(firstPurchaseValues(purchases), orderSizeBands(purchases.valueMinor));
    return cutPurchases(purchases, split).map((part) => shopFormulas(part.purchases, OBSERVATION_END, SETTINGS));
  });
  measure("customer equity, whole and by channel", () => [customerEquity(lifetime), equityBySplit(channels, lifetime)]);
}

if (import.meta.main) await bench();
