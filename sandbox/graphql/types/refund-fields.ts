import { formatGid } from "../../gid.ts";
import { type RefundLine, valueRefundLines } from "../../orders/value-refunds.ts";
import type { OrderRecord, RefundRecord } from "../../store/model.ts";
import { type Fields, withArguments } from "../fields.ts";
import { PAGE_ARGS, type PageArgs, paginate } from "../paginate.ts";
import { moneyOf } from "./money-fields.ts";

export type RefundSource = { refund: RefundRecord; order: OrderRecord };

export const refundFields: Fields<RefundSource> = {
  id: ({ refund }) => formatGid("Refund", refund.id),
  legacyResourceId: ({ refund }) => String(refund.id),
  createdAt: ({ refund }) => refund.createdAt,
  processedAt: ({ refund }) => refund.createdAt,
  updatedAt: ({ refund }) => refund.createdAt,
  order: ({ order }) => order,
  totalRefundedSet: moneyOf(({ refund }) => refund.amountMinor),
  refundLineItems: withArguments<RefundSource, PageArgs>(PAGE_ARGS, ({ refund, order }, args, caller) =>
    paginate(
      valueRefundLines(order, refund).map((line) => ({ ...line, order })),
      ({ id }) => id,
      args,
      caller,
    ),
  ),
};

export const refundLineFields: Fields<RefundLine & { order: OrderRecord }> = {
  id: ({ id }) => formatGid("RefundLineItem", id),
  quantity: ({ quantity }) => quantity,
  lineItem: ({ lineItemId, order }) => ({ line: order.lines.find((line) => line.id === lineItemId), order }),
  subtotalSet: moneyOf(({ subtotalMinor }) => subtotalMinor),
  totalTaxSet: moneyOf(({ taxMinor }) => taxMinor),
};
