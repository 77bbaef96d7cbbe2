import { growingColumn } from "../math/growing-column.ts";

/** All of a customer's orders, counted or not. Days are day numbers (app/time). */
export type CustomerOrders = {
  customerId: number;
  ordersCount: number;
  firstOrderDay: number;
  lastOrderDay: number;
};

/**
 * A shop's customers by ascending id, one row each, and beside them their purchases: days with an order that counts.
 * Customer c owns the purchases from offsets[c] up to, not including, offsets[c + 1], days ascending; where every order
 * is left out, none.
 */
export type LedgerColumns = Readonly<{
  customers: number;
  ordersAt: (customer: number) => CustomerOrders;
  offsets: Int32Array;
  day: Int32Array;
  /** Of the orders of that day that count, in minor units. */
  valueMinor: Float64Array;
}>;

/** What the database sends for each customer and day with an order, in this order. */
export const LEDGER_FIELDS = ["customerId", "day", "orders", "counted", "valueMinor"] as const;

/** Builds the columns from rows of LEDGER_FIELDS, sorted by customer and day. */
export function createLedgerColumns() {
  const customerId = growingColumn(Float64Array);
  const ordersCount = growingColumn(Int32Array);
  const firstOrderDay = growingColumn(Int32Array);
  const lastOrderDay = growingColumn(Int32Array);
  const offsets = growingColumn(Int32Array);
  const purchaseDay = growingColumn(Int32Array);
  const valueMinor = growingColumn(Float64Array);
  let customers = 0;
  let purchases = 0;
  let current = { id: Number.NaN, orders: 0, lastDay: 0 };

  const finishCustomer = () => {
    if (customers === 0) return;
    ordersCount.push(current.orders);
    lastOrderDay.push(current.lastDay);
  };

  return {
    push: (row: ArrayLike<number>): void => {
      const [id, day, orders, counted, minor] = [row[0]!, row[1]!, row[2]!, row[3]!, row[4]!];
      if (id !== current.id) {
        finishCustomer();
        customerId.push(id);
        firstOrderDay.push(day);
        offsets.push(purchases);
        customers += 1;
        current = { id, orders: 0, lastDay: day };
      }
      current.orders += orders;
      current.lastDay = day;
      if (counted > 0) {
        purchaseDay.push(day);
        valueMinor.push(minor);
        purchases += 1;
      }
    },
    end: (): LedgerColumns => {
      finishCustomer();
      offsets.push(purchases);
      const [ids, counts, first, last] = [customerId.end(), ordersCount.end(), firstOrderDay.end(), lastOrderDay.end()];
      return {
        customers,
        ordersAt: (customer) => ({
          customerId: ids[customer]!,
          ordersCount: counts[customer]!,
          firstOrderDay: first[customer]!,
          lastOrderDay: last[customer]!,
        }),
        offsets: offsets.end(),
        day: purchaseDay.end(),
        valueMinor: valueMinor.end(),
      };
    },
  };
}
