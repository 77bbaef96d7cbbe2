import { formatGid } from "../../gid.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import { financialStatus } from "../../orders/financial-status.ts";
import { sumOrder } from "../../orders/sum-order.ts";
import type { OrderRecord } from "../../store/model.ts";
import type { World } from "../../world.ts";
import { refundPayload } from "./refund-payload.ts";

/** An order as webhooks show one: in the REST form, in snake case, money as text. */
export function orderPayload(world: World, order: OrderRecord) {
  const sums = sumOrder(order);
  const { currency } = world.store.shop();
  const text = (amountMinor: number) => minorToDecimal(amountMinor, currency);
  const customer = order.customerId === null ? undefined : world.store.customers.get(order.customerId);
  return {
    id: order.id,
    admin_graphql_api_id: formatGid("Order", order.id),
    name: order.name,
    created_at: order.createdAt,
    processed_at: order.processedAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt,
    test: order.test,
    currency,
    presentment_currency: currency,
    financial_status: financialStatus(order).toLowerCase(),
    source_name: order.sourceName,
    taxes_included: order.taxesIncluded,
    subtotal_price: text(sums.original.subtotalMinor),
    total_tax: text(sums.totalTaxMinor),
    total_discounts: text(sums.original.discountMinor),
    total_price: text(sums.totalMinor),
    total_tip_received: text(order.tipMinor),
    total_outstanding: text(sums.outstandingMinor),
    current_subtotal_price: text(sums.current.subtotalMinor),
    current_total_tax: text(sums.currentTotalTaxMinor),
    current_total_discounts: text(sums.current.discountMinor),
    current_total_price: text(sums.currentTotalMinor),
    discount_codes: order.discountCode === null ? [] : [{ code: order.discountCode, type: "fixed_amount" }],
    customer: customer && { id: customer.id, admin_graphql_api_id: formatGid("Customer", customer.id), updated_at: customer.updatedAt },
    line_items: order.lines.map((line) => ({
      id: line.id,
      admin_graphql_api_id: formatGid("LineItem", line.id),
      product_id: line.productId,
      title: line.title,
      sku: line.sku,
      quantity: line.quantity,
      current_quantity: line.quantity - line.removedQuantity - (sums.refundedUnits.get(line.id) ?? 0),
      price: text(line.unitPriceMinor),
      total_discount: text(line.discountMinor),
      gift_card: line.isGiftCard,
    })),
    refunds: order.refunds.map((refund) => refundPayload(world, order, refund)),
  };
}

/** What `orders/edited` carries: the edit, not the order. */
export function orderEditPayload(order: OrderRecord, edit: { id: number; lineItemId: number; quantityDelta: number }) {
  const change = { id: edit.lineItemId, delta: Math.abs(edit.quantityDelta) };
  return {
    order_edit: {
      id: edit.id,
      order_id: order.id,
      committed_at: order.updatedAt,
      line_items: { additions: edit.quantityDelta > 0 ? [change] : [], removals: edit.quantityDelta < 0 ? [change] : [] },
    },
  };
}
