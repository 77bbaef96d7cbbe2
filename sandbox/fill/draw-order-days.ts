import type { Calendar } from "./calendar.ts";
import type { Dice } from "./dice.ts";

/** How a generated shop's customers buy: the modified BG/NBD process of Batislam, Denizel and Filiztekin (2007). */
const RATE = { shape: 0.6, rate: 40 };
const DROPOUT = { a: 0.8, b: 2 };

/**
 * Days of one customer's orders, oldest first, never none. The customer comes on a day as busy as the season says,
 * orders at a rate of their own, and may leave for good after any order, the first included.
 */
export function drawOrderDays(dice: Dice, calendar: Calendar): number[] {
  const perDay = dice.gamma(RATE.shape, RATE.rate);
  const dropout = dice.beta(DROPOUT.a, DROPOUT.b);
  const days = [drawSeasonalDay(dice, calendar)];
  // Thinning: candidates come as on the busiest day, and each stays as likely as its own day is busy.
  for (let time = (days[0] ?? 0) + dice.uniform(); !dice.chance(dropout); ) {
    do time += dice.exponential(perDay * calendar.busiest);
    while (time < calendar.days && !dice.chance(calendar.season(Math.floor(time)) / calendar.busiest));
    if (time >= calendar.days) break;
    days.push(Math.floor(time));
  }
  return days;
}

export function drawSeasonalDay(dice: Dice, calendar: Calendar): number {
  for (;;) {
    const day = dice.whole(0, calendar.days - 1);
    if (dice.chance(calendar.season(day) / calendar.busiest)) return day;
  }
}
