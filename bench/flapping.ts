import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { seededDice } from "../test/clv/simulate-shop.ts";
import { simulateCalendar } from "../test/scoring/simulate-calendar.ts";
import { countStageMoves } from "../test/segments/stage-moves.ts";
import { countTierMoves } from "../test/segments/tier-moves.ts";

const DAYS = { first: 365, last: 729 };
const FALL_SHARES = [0, 0.05, 0.1, 0.2, 0.3];

/** A generated shop's second year, scored anew each day: how often customers change tier, by hysteresis, and stage, held and not. */
export async function bench(size = "2000"): Promise<void> {
  const customers = Number(size);
  const shop = purchaseColumns(simulateCalendar(seededDice(customers), { customers, days: DAYS.last + 1, meanMinor: 4000, activity: () => 1 }));
  for (const { fallShare, customers: present, moves, returns } of countTierMoves(shop, DAYS, FALL_SHARES)) {
    console.log(
      `${String(Math.round(100 * fallShare)).padStart(3)} % hysteresis: ${each(moves, present)} moves a customer and year, ` +
        `${each(returns, present)} of them back within 30 days (${moves} and ${returns}, ${present} customers)`,
    );
  }
  for (const { gate, holds, customers: present, moves, returns, held } of countStageMoves(shop, DAYS)) {
    console.log(
      `gate ${gate}, stages ${holds ? "held" : "free"}: ${each(moves, present)} moves a customer and year, ${each(returns, present)} of them ` +
        `back to an earlier stage without an order (${moves} and ${returns}), ${held} of ${present} in a later stage than their figures at the end`,
    );
  }
}

function each(count: number, customers: number): string {
  return (count / customers).toFixed(3);
}
