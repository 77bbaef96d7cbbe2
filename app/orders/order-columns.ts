import { dayName } from "#app/time/day-name.ts";
import type { LedgerOrder } from "./ledger-order.ts";

type Column = readonly [name: string, textOf: (order: LedgerOrder) => string | null];

/** The columns of `orders` but shop_id, each with its value as PostgreSQL reads it from text. */
const COLUMNS: readonly Column[] = [
  ["id", (order) => String(order.id)],
  ["customer_id", (order) => order.customerId?.toString() ?? null],
  ["name", (order) => order.name],
  ["processed_at", (order) => order.processedAt.toISOString()],
  ["order_day", (order) => dayName(order.orderDay)],
  ["updated_at", (order) => order.updatedAt.toISOString()],
  ["read_at", (order) => order.readAt.toISOString()],
  ["cancelled_at", (order) => order.cancelledAt?.toISOString() ?? null],
  ["test", (order) => String(order.test)],
  ["financial_status", (order) => order.financialStatus],
  ["currency", (order) => order.currency],
  ["taxes_included", (order) => String(order.taxesIncluded)],
  ["current_subtotal_minor", (order) => String(order.currentSubtotalMinor)],
  ["current_tax_minor", (order) => String(order.currentTaxMinor)],
  ["gift_card_minor", (order) => String(order.giftCardMinor)],
  ["refund_discrepancy_minor", (order) => String(order.refundDiscrepancyMinor)],
  ["shipping_minor", (order) => String(order.shippingMinor)],
  ["shipping_tax_minor", (order) => String(order.shippingTaxMinor)],
  ["extras_minor", (order) => String(order.extrasMinor)],
  ["net_payment_minor", (order) => String(order.netPaymentMinor)],
  ["outstanding_minor", (order) => String(order.outstandingMinor)],
  ["net_minor", (order) => String(order.netMinor)],
  ["exclusion", (order) => order.exclusion],
  ["channel", (order) => order.channel],
  ["country", (order) => order.country],
  ["visit_source", (order) => order.visitSource],
  ["campaign", (order) => order.campaign],
  ["discount", (order) => order.discount],
  ["product_ids", (order) => `{${order.productIds.join(",")}}`],
];

export const ORDER_COLUMNS: readonly string[] = COLUMNS.map(([name]) => name);

/** In the order of ORDER_COLUMNS. */
export function orderValues(order: LedgerOrder): (string | null)[] {
  return COLUMNS.map(([, textOf]) => textOf(order));
}
