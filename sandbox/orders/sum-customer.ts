import type { OrderRecord } from "../store/model.ts";
import { sumOrder } from "./sum-order.ts";

/** What Shopify shows on a customer: test orders do not count, and what was handed back is not spent. */
export function sumCustomer(orders: readonly OrderRecord[]): { numberOfOrders: number; amountSpentMinor: number } {
  let numberOfOrders = 0;
  let amountSpentMinor = 0;
  for (const order of orders) {
    if (order.test) continue;
    numberOfOrders++;
    amountSpentMinor += sumOrder(order).netPaymentMinor;
  }
  return { numberOfOrders, amountSpentMinor };
}
