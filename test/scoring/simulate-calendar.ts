import type { Purchase } from "#app/clv/purchase-history.ts";
import { type Dice, drawBeta, drawExponential, drawGamma } from "../clv/simulate-shop.ts";

type Shop = {
  customers: number;
  days: number;
  /** Mean value of an order, in minor units. */
  meanMinor: number;
  /** Share of the purchases planned for a day that take place, 0 to 1: the shop's season or its growth. */
  activity: (day: number) => number;
  /** A customer's probability of leaving after a purchase; Beta(0.9, 5) where left out. */
  dropout?: () => number;
  /** By the day of her first purchase, what her rate is multiplied by; 1 where left out. */
  pace?: (joined: number) => number;
};

/** A shop's purchases day by day: customers come in on random days, buy as MBG/NBD says, and keep their level of spending. */
export function simulateCalendar(
  dice: Dice,
  { customers, days, meanMinor, activity, dropout: drawDropout = () => drawBeta(dice, 0.9, 5), pace = () => 1 }: Shop,
): Purchase[][] {
  return Array.from({ length: customers }, () => {
    const usualRate = drawGamma(dice, 0.8) / 25;
    const dropout = drawDropout();
    const mean = (meanMinor * drawGamma(dice, 3)) / 3;
    const purchases: Purchase[] = [];
    const buy = (time: number) => purchases.push({ day: Math.floor(time), valueMinor: Math.ceil((mean * drawGamma(dice, 4)) / 4) });
    let time = dice() * days;
    const rate = usualRate * pace(time);
    buy(time);
    while (dice() > dropout) {
      time += drawExponential(dice) / rate;
      if (time >= days) break;
      if (dice() < activity(time)) buy(time);
    }
    return purchases;
  });
}
