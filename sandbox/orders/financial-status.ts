import type { OrderRecord, PaymentState } from "../store/model.ts";
import { sumOrder } from "./sum-order.ts";

export type FinancialStatus = PaymentState | "PARTIALLY_REFUNDED" | "REFUNDED";

/** Shopify's `OrderDisplayFinancialStatus`. */
export function financialStatus(order: OrderRecord): FinancialStatus {
  const { refundedMinor, outstandingMinor } = sumOrder(order);
  if (refundedMinor > 0) return refundedMinor >= order.receivedMinor ? "REFUNDED" : "PARTIALLY_REFUNDED";
  // An edit that adds goods to a paid order leaves something to pay.
  return order.payment === "PAID" && outstandingMinor > 0 ? "PARTIALLY_PAID" : order.payment;
}
