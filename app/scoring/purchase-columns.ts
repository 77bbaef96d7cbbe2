import { checkCount } from "#app/clv/check-input.ts";
import type { Purchase } from "#app/clv/purchase-history.ts";
import { column, fields, listOf, object, rowNumbers, whole } from "#app/math/check-shape.ts";
import { checkDay, isDay } from "#app/time/check-day.ts";
import type { HistoryColumns } from "./customer-history.ts";

/** What Int32Array can count. */
const MOST_CUSTOMERS = 2 ** 31 - 2;

/**
 * All counted purchases of a shop, one row a customer's purchase day; several orders of one day are one purchase.
 * Customer c owns the rows from offsets[c] up to, not including, offsets[c + 1], days ascending; she may own none.
 */
export type PurchaseColumns = Readonly<{
  customers: number;
  /** customers + 1 of them. */
  offsets: Int32Array;
  /** Day numbers (app/time). */
  day: Int32Array;
  /** Of all the orders of that day. */
  valueMinor: Float64Array;
}>;

const shape = fields({ customers: whole(0, MOST_CUSTOMERS), offsets: rowNumbers, day: rowNumbers, valueMinor: column });

/** @throws where it has no such columns, or they are of other lengths; checkPurchases sees to what they hold */
export function checkColumns(place: string, columns: PurchaseColumns): void {
  shape(place, columns);
  const { customers, offsets, day, valueMinor } = columns;
  const purchases = offsets[customers] ?? 0;
  for (const [name, { length }, needed] of [["offsets", offsets, customers + 1], ["day", day, purchases], ["valueMinor", valueMinor, purchases]] as const) {
    if (length !== needed) throw new RangeError(`column ${name} has ${length} rows; allowed: ${needed}`);
  }
}

/** What each customer did within a window: columns of equal length, one row a customer. */
export type WindowColumns = Readonly<{ orders: Float64Array; valueMinor: Float64Array }>;

const checkLists = listOf(listOf(object));

/**
 * @param purchases counted orders of each customer, in any order, several a day allowed
 * @throws RangeError naming the customer's purchase whose day or value is none, and what is allowed
 */
export function purchaseColumns(purchases: readonly (readonly Purchase[])[]): PurchaseColumns {
  checkLists("purchases", purchases);
  const offsets = new Int32Array(purchases.length + 1);
  const days: number[] = [];
  const values: number[] = [];
  for (const [customer, own] of purchases.entries()) {
    own.forEach((purchase, index) => checkPurchase(purchase, index, customer));
    for (const { day, valueMinor } of own.toSorted((a, b) => a.day - b.day)) {
      const last = days.length - 1;
      if (last >= offsets[customer]! && days[last] === day) values[last]! += valueMinor;
      else {
        days.push(day);
        values.push(valueMinor);
      }
    }
    offsets[customer + 1] = days.length;
  }
  return { customers: purchases.length, offsets, day: Int32Array.from(days), valueMinor: Float64Array.from(values) };
}

/** A typed array would keep any number as a day: 1.5 as 1, none at all as 1970-01-01. */
function checkPurchase({ day, valueMinor }: Purchase, index: number, customer: number): void {
  if (isDay(day) && Number.isFinite(valueMinor)) return;
  const place = `purchase ${index} of customer ${customer}`;
  checkDay(`day of ${place}`, day);
  throw new RangeError(`valueMinor of ${place} is ${valueMinor}; allowed: a finite number`);
}

/**
 * The histories as they stood at the end of a day: one row a customer, 0 purchases for whoever had not come yet.
 *
 * @throws RangeError for a last day that is none, naming it and what is allowed
 */
export function summariseUpTo(columns: PurchaseColumns, lastDay: number): HistoryColumns {
  checkColumns("columns", columns);
  checkDay("lastDay", lastDay);
  const { customers, offsets, day, valueMinor } = columns;
  const histories = {
    purchases: new Float64Array(customers),
    firstPurchaseDay: new Float64Array(customers),
    lastPurchaseDay: new Float64Array(customers),
    historicValueMinor: new Float64Array(customers),
  };
  for (let customer = 0; customer < customers; customer += 1) {
    const from = offsets[customer]!;
    let row = from;
    for (; row < offsets[customer + 1]! && day[row]! <= lastDay; row += 1) histories.historicValueMinor[customer]! += valueMinor[row]!;
    if (row === from) continue;
    histories.purchases[customer] = row - from;
    histories.firstPurchaseDay[customer] = day[from]!;
    histories.lastPurchaseDay[customer] = day[row - 1]!;
  }
  return histories;
}

/**
 * What each customer bought after `origin` and up to `origin + horizonDays`: purchases (days with an order) and their value.
 *
 * @throws RangeError for an origin that is no day or a horizon that is no whole number of days, naming it and what is allowed
 */
export function purchasesWithin(columns: PurchaseColumns, origin: number, horizonDays: number): WindowColumns {
  checkColumns("columns", columns);
  const { customers, offsets, day, valueMinor } = columns;
  checkDay("origin", origin);
  checkCount("horizonDays", horizonDays);
  const window = { orders: new Float64Array(customers), valueMinor: new Float64Array(customers) };
  for (let customer = 0; customer < customers; customer += 1) {
    for (let row = offsets[customer]!; row < offsets[customer + 1]!; row += 1) {
      if (day[row]! <= origin || day[row]! > origin + horizonDays) continue;
      window.orders[customer]! += 1;
      window.valueMinor[customer]! += valueMinor[row]!;
    }
  }
  return window;
}
