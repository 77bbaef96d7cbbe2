import type { GeometricDropoutParams } from "#app/clv/geometric-dropout.ts";
import type { CustomerHistory } from "#app/scoring/customer-history.ts";
import { seededDice, simulateShop, simulateValues } from "../clv/simulate-shop.ts";

export const END = 20_000;

type Drawn = { seed: number; customers: number; params?: GeometricDropoutParams; oldest?: number; valueMinor?: number };

/** Customers of a shop that behaves as MBG/NBD and Gamma-Gamma say, or pays `valueMinor` for every order. */
export function drawnShop({ seed, customers, params = { r: 0.5, alpha: 45, a: 0.9, b: 1.6 }, oldest = 730, valueMinor }: Drawn): CustomerHistory[] {
  const dice = seededDice(seed);
  const { frequency, recency, age } = simulateShop(dice, 1, params, { customers, oldest, wholeUnits: true });
  const values = simulateValues(dice, { p: 6, q: 3.7, v: 1500 }, frequency);
  return Array.from(frequency, (repeats, row) => ({
    purchases: repeats + 1,
    firstPurchaseDay: END - age[row]!,
    lastPurchaseDay: END - age[row]! + recency[row]!,
    historicValueMinor: Math.round((valueMinor ?? values[row]!) * (repeats + 1)),
  }));
}

export function boughtOnce(daysAgo: number, valueMinor: number): CustomerHistory {
  return { purchases: 1, firstPurchaseDay: END - daysAgo, lastPurchaseDay: END - daysAgo, historicValueMinor: valueMinor };
}
