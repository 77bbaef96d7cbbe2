import { refuse } from "#app/math/check-shape.ts";
import { checkDay, EARLIEST_DAY, LATEST_DAY } from "#app/time/check-day.ts";
import { checkColumns, type PurchaseColumns } from "./purchase-columns.ts";

/** @throws naming column, row, value and allowed range of what cannot be a shop's purchases up to a day */
export function checkPurchases(purchases: PurchaseColumns, observationEnd: number): void {
  checkDay("observationEnd", observationEnd);
  checkColumns("purchases", purchases);
  const { customers, offsets, day, valueMinor } = purchases;
  const count = offsets[customers] ?? 0;
  for (let customer = 0, least = 0; customer < customers; customer += 1) {
    const from = offsets[customer]!;
    const most = customer === 0 ? 0 : count;
    if (!(from >= least && from <= most)) refuse("offsets", from, `a row from ${least} to ${most}`, customer);
    least = from;
  }
  for (let customer = 0; customer < customers; customer += 1) {
    const from = offsets[customer]!;
    for (let row = from; row < offsets[customer + 1]!; row += 1) {
      const earliest = row === from ? EARLIEST_DAY : day[row - 1]! + 1;
      if (!(day[row]! >= earliest && day[row]! <= LATEST_DAY)) refuse("day", day[row]!, `a whole day from ${earliest} to ${LATEST_DAY}`, row);
      if (!Number.isFinite(valueMinor[row])) refuse("valueMinor", valueMinor[row], "a finite number", row);
    }
  }
}
