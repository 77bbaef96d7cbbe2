import { type Dice, drawBeta, drawExponential, drawGamma } from "../../test/clv/simulate-shop.ts";

/** One row an order, by ascending day; customers are numbered by the day of their first order. */
export type SimulatedOrders = { customer: Int32Array; day: Int32Array; netMinor: Int32Array };

const OFTEN = { r: 0.6, alpha: 60, a: 0.8, b: 2.4 };
const MUCH = { p: 6, q: 3.7, v: 1500 };

/** Customers as MBG/NBD and Gamma-Gamma have them, who came evenly over the days from 0 to `lastDay`. */
export function simulateOrders(dice: Dice, customers: number, lastDay: number, often = OFTEN): SimulatedOrders {
  const rows: { customer: number[]; day: number[]; netMinor: number[] } = { customer: [], day: [], netMinor: [] };
  for (let customer = 0; customer < customers; customer += 1) {
    const rate = drawGamma(dice, often.r) / often.alpha;
    const dropout = drawBeta(dice, often.a, often.b);
    const nu = drawGamma(dice, MUCH.q) / MUCH.v;
    let time = Math.floor((customer / customers) * (lastDay + 1));
    while (time < lastDay + 1) {
      rows.customer.push(customer);
      rows.day.push(Math.floor(time));
      rows.netMinor.push(Math.ceil(drawGamma(dice, MUCH.p) / nu));
      if (dice() <= dropout) break;
      time += drawExponential(dice) / rate;
    }
  }
  // Day and row in one number: a sort without a callback.
  const count = rows.day.length;
  const keys = Float64Array.from(rows.day, (day, row) => day * count + row).sort();
  const sorted = (column: number[]) => Int32Array.from(keys, (key) => column[key % count]!);
  return { customer: sorted(rows.customer), day: sorted(rows.day), netMinor: sorted(rows.netMinor) };
}
