import { formatGid } from "../../gid.ts";
import { minorToDecimal } from "#app/money/minor-to-decimal.ts";
import { valueRefundLines } from "../../orders/value-refunds.ts";
import type { OrderRecord, RefundRecord } from "../../store/model.ts";
import type { World } from "../../world.ts";

/** A refund in the REST form, as `refunds/create` and an order's `refunds` carry it. */
export function refundPayload(world: World, order: OrderRecord, refund: RefundRecord) {
  const { currency } = world.store.shop();
  return {
    id: refund.id,
    admin_graphql_api_id: formatGid("Refund", refund.id),
    order_id: order.id,
    created_at: refund.createdAt,
    processed_at: refund.createdAt,
    refund_line_items: valueRefundLines(order, refund).map((line) => ({
      id: line.id,
      line_item_id: line.lineItemId,
      quantity: line.quantity,
      subtotal: minorToDecimal(line.subtotalMinor, currency),
      total_tax: minorToDecimal(line.taxMinor, currency),
    })),
    transactions: [{ kind: "refund", status: "success", amount: minorToDecimal(refund.amountMinor, currency), currency }],
  };
}
