import type { Purchase } from "#app/clv/purchase-history.ts";

/** A customer's orders as scoring sees them. Days are days since 1970-01-01 in the shop's calendar. */
export type CustomerHistory = {
  customerId: bigint;
  /** All orders, counted or not. */
  ordersCount: number;
  firstOrderDay: number;
  lastOrderDay: number;
  /** The counted orders, one entry a day, by day. */
  purchases: Purchase[];
};
