import type { ExportedOrder, ExportedStatus } from "#app/csv/exported-order.ts";
import { splitTax } from "#app/csv/split-tax.ts";
import type { FinancialStatus, OrderFacts } from "#app/orders/order-facts.ts";

const STATUS: Readonly<Record<ExportedStatus, FinancialStatus>> = {
  authorized: "AUTHORIZED",
  expired: "EXPIRED",
  paid: "PAID",
  partially_paid: "PARTIALLY_PAID",
  partially_refunded: "PARTIALLY_REFUNDED",
  pending: "PENDING",
  refunded: "REFUNDED",
  voided: "VOIDED",
};

/**
 * An exported order as the ledger's rule reads it. The export knows neither test orders nor gift cards, and of a refund
 * the amount alone: all of it lowers the order's value, as an amount refunded without goods does in Shopify.
 */
export function factsOfExportedOrder(order: ExportedOrder): OrderFacts {
  const tax = splitTax(order);
  return {
    test: false,
    cancelledAt: order.cancelledAt === null ? null : new Date(order.cancelledAt),
    financialStatus: STATUS[order.financialStatus],
    currency: order.currency,
    taxesIncluded: order.taxesIncluded,
    currentSubtotalMinor: order.subtotalMinor,
    currentTaxMinor: tax.goodsMinor,
    giftCardMinor: 0,
    refundDiscrepancyMinor: -order.refundedMinor,
    shippingMinor: order.shippingMinor,
    shippingTaxMinor: tax.shippingMinor,
  };
}
