import { z } from "zod";
import { EXCLUSIONS } from "./exclusion.ts";

/** How many orders, and what they are worth by the ledger's rule. */
const OrdersSum = z.object({ orders: z.number().int(), netMinor: z.number().int() });
export type OrdersSum = z.infer<typeof OrdersSum>;

/** The whole ledger: every order is counted or left out for one reason. */
export const LedgerTotals = z.object({
  orders: z.number().int(),
  counted: OrdersSum,
  /**
   * Left out, by reason, in the order of EXCLUSIONS; reasons without an order are not named. Orders in other currencies
   * have no sum.
   */
  excluded: z.array(OrdersSum.extend({ exclusion: z.enum(EXCLUSIONS), netMinor: z.number().int().nullable() })),
  /** The counted orders that nobody is known for: in `counted`, in no customer's value. */
  guests: OrdersSum,
  /**
   * The counted orders of customers who do not want to be scored: in `counted`, in no customer's value. Runs from before
   * wishes were known do not say.
   */
  optedOut: OrdersSum.extend({ customers: z.number().int() }).default({ customers: 0, orders: 0, netMinor: 0 }),
  /** Who may be scored, with at least one order, counted or not. */
  customers: z.number().int(),
  /** What these customers' counted orders are worth together. */
  customersHistoricMinor: z.number().int(),
});
export type LedgerTotals = z.infer<typeof LedgerTotals>;
