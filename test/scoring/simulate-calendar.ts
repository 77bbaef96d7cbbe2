import type { Purchase } from "#app/clv/purchase-history.ts";
import { type Dice, drawBeta, drawExponential, drawGamma } from "../clv/simulate-shop.ts";

type Shop = {
  customers: number;
  days: number;
  /** Mean value of an order, in minor units. */
  meanMinor: number;
  /** Share of the purchases planned for a day that take place, 0 to 1: the shop's season or its growth. */
  activity: (day: number) => number;
};

/** A shop's purchases day by day: customers come in on random days, buy as MBG/NBD says, and keep their level of spending. */
export function simulateCalendar(dice: Dice, { customers, days, meanMinor, activity }: Shop): Purchase[][] {
  return Array.from({ length: customers }, () => {
    const rate = drawGamma(dice, 0.8) / 25;
    const dropout = drawBeta(dice, 0.9, 5);
    const mean = (meanMinor * drawGamma(dice, 3)) / 3;
    const purchases: Purchase[] = [];
    const buy = (time: number) => purchases.push({ day: Math.floor(time), valueMinor: Math.ceil((mean * drawGamma(dice, 4)) / 4) });
    let time = dice() * days;
    buy(time);
    while (dice() > dropout) {
      time += drawExponential(dice) / rate;
      if (time >= days) break;
      if (dice() < activity(time)) buy(time);
    }
    return purchases;
  });
}
