import { checkObject } from "#app/clv/check-input.ts";
import { checkDay, EARLIEST_DAY, LATEST_DAY } from "#app/time/check-day.ts";
import type { PurchaseColumns } from "./purchase-columns.ts";

const COLUMN_TYPES = { offsets: Int32Array, day: Int32Array, valueMinor: Float64Array };

/** @throws naming column, row, value and allowed range of what cannot be a shop's purchases up to a day */
export function checkPurchases(purchases: PurchaseColumns, observationEnd: number): void {
  checkDay("observationEnd", observationEnd);
  checkObject("purchases", purchases, ["customers", ...Object.keys(COLUMN_TYPES)]);
  checkColumnTypes(purchases);
  const { customers, offsets, day, valueMinor } = purchases;
  if (!(Number.isInteger(customers) && customers >= 0)) throw new RangeError(`customers is ${customers}; allowed: an integer from 0`);
  const count = offsets[customers] ?? 0;
  refuseLength("offsets", offsets.length, customers + 1);
  refuseLength("day", day.length, count);
  refuseLength("valueMinor", valueMinor.length, count);
  for (let customer = 0, least = 0; customer < customers; customer += 1) {
    const from = offsets[customer]!;
    const most = customer === 0 ? 0 : count;
    if (!(from >= least && from <= most)) refuse("offsets", customer, from, `a row from ${least} to ${most}`);
    least = from;
  }
  for (let customer = 0; customer < customers; customer += 1) {
    const from = offsets[customer]!;
    for (let row = from; row < offsets[customer + 1]!; row += 1) {
      const earliest = row === from ? EARLIEST_DAY : day[row - 1]! + 1;
      if (!(day[row]! >= earliest && day[row]! <= LATEST_DAY)) refuse("day", row, day[row]!, `a whole day from ${earliest} to ${LATEST_DAY}`);
      if (!Number.isFinite(valueMinor[row])) refuse("valueMinor", row, valueMinor[row]!, "a finite number");
    }
  }
}

function checkColumnTypes(purchases: PurchaseColumns): void {
  for (const [name, Type] of Object.entries(COLUMN_TYPES)) {
    const column = purchases[name as keyof typeof COLUMN_TYPES];
    if (!(column instanceof Type)) throw new TypeError(`column ${name} is ${Object.prototype.toString.call(column)}; allowed: a column of the type ${Type.name}`);
  }
}

function refuseLength(column: string, length: number, needed: number): void {
  if (length !== needed) throw new RangeError(`column ${column} has ${length} rows; allowed: ${needed}`);
}

function refuse(column: string, row: number, value: number, allowed: string): never {
  throw new RangeError(`column ${column}, row ${row} is ${value}; allowed: ${allowed}`);
}
