import type { Exclusion } from "./exclusion.ts";

/** How many orders, and what they are worth by the ledger's rule. */
export type OrdersSum = { orders: number; netMinor: number };

/** The whole ledger: every order is counted or left out for one reason. */
export type LedgerTotals = {
  orders: number;
  counted: OrdersSum;
  /** Left out, by reason, in the order of EXCLUSIONS; reasons without an order are not named. */
  excluded: ({ exclusion: Exclusion } & OrdersSum)[];
  /** The counted orders that nobody is known for: in `counted`, in no customer's value. */
  guests: OrdersSum;
  /** With at least one order, counted or not. */
  customers: number;
  /** What the customers' counted orders are worth together. */
  customersHistoricMinor: number;
};
