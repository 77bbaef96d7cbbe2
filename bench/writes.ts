import { purchaseColumns } from "#app/scoring/purchase-columns.ts";
import { seededDice } from "../test/clv/simulate-shop.ts";
import { simulateCalendar } from "../test/scoring/simulate-calendar.ts";
import { countNightWrites, type NightWrites } from "./support/count-night-writes.ts";

const NIGHTS = { customers: 10_000, first: 700, last: 759, settledFrom: 720 };

/** What writing takes. */
export async function bench(): Promise<void> {
  measureNights();
}

/** How many customers a night of a drawn shop writes to, once every customer's figures have come to move on nights of their own. */
function measureNights(): void {
  const { customers, first, last, settledFrom } = NIGHTS;
  const shop = purchaseColumns(simulateCalendar(seededDice(1), { customers, days: last + 1, meanMinor: 4000, activity: () => 1 }));
  const sum: NightWrites = { customers: 0, ordered: 0, differ: 0, written: 0, retagged: 0 };
  let night = first;
  for (const counts of countNightWrites(shop, { first, last })) {
    if (night++ < settledFrom) continue;
    for (const key of Object.keys(sum) as (keyof NightWrites)[]) sum[key] += counts[key];
  }
  const share = (count: number) => `${((100 * count) / sum.customers).toFixed(1)} %`;
  console.log(
    `a night, mean of ${last - settledFrom + 1}: ${share(sum.ordered)} of the customers have ordered, ${share(sum.differ)} differ in something, ` +
      `${share(sum.written)} are written to, ${share(sum.retagged)} get another tag`,
  );
}
