import type { CoinsAtStart, GeometricDropoutParams } from "#app/clv/geometric-dropout.ts";
import { historyColumns } from "#app/scoring/customer-history.ts";
import { modelTables } from "#app/scoring/model-tables.ts";
import { type Dice, drawBeta, drawExponential, drawGamma } from "../clv/simulate-shop.ts";
import { summarisePurchases } from "./summarise-purchases.ts";

type ShopOnPaper = {
  coinsAtStart: CoinsAtStart;
  often: GeometricDropoutParams;
  much: { p: number; q: number; v: number };
  customers: number;
  /** First purchases are spread over so many days. */
  oldest: number;
  horizonDays: number;
};

/** What a shop saw up to day `oldest`, and what each customer then brought within the horizon, undiscounted. */
export function simulatePurchases(dice: Dice, shop: ShopOnPaper) {
  const { coinsAtStart, often, much, customers, oldest, horizonDays } = shop;
  const broughtMinor = new Float64Array(customers);
  const histories = historyColumns(Array.from({ length: customers }, (_, customer) => {
    const rate = drawGamma(dice, often.r) / often.alpha;
    const dropout = drawBeta(dice, often.a, often.b);
    const nu = drawGamma(dice, much.q) / much.v;
    const valueMinor = () => drawGamma(dice, much.p) / nu;
    let time = Math.ceil(dice() * oldest);
    let day = time;
    const seen = [{ day, valueMinor: valueMinor() }];
    let alive = coinsAtStart === 0 || dice() > dropout;
    while (alive) {
      time += drawExponential(dice) / rate;
      if (!(time <= oldest + horizonDays)) break;
      // A day's purchases are one: a second one within the day is as if it had not been.
      if (Math.ceil(time) > day) {
        day = Math.ceil(time);
        if (day <= oldest) seen.push({ day, valueMinor: valueMinor() });
        else broughtMinor[customer]! += valueMinor();
      }
      alive = dice() > dropout;
    }
    return summarisePurchases(seen);
  }));
  return { histories, tables: modelTables(histories, oldest), broughtMinor };
}
