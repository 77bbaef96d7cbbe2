import type { OrderRecord } from "../store/model.ts";
import { type Goods, valueGoods } from "./value-goods.ts";

/** An order's amounts in minor units, each as the schema describes the field of the same name. */
export type OrderSums = {
  original: Goods;
  current: Goods;
  /** On goods and shipping. */
  totalTaxMinor: number;
  currentTotalTaxMinor: number;
  totalMinor: number;
  currentShippingMinor: number;
  currentTotalMinor: number;
  refundedMinor: number;
  refundedShippingMinor: number;
  netPaymentMinor: number;
  /** Suggested minus actual refunds: below zero is in the customer's favour. */
  refundDiscrepancyMinor: number;
  outstandingMinor: number;
  /** Units handed back so far, by line. */
  refundedUnits: ReadonlyMap<number, number>;
};

let latest: { order: OrderRecord; sums: OrderSums } | undefined;

/** Remembers one order: a query asks for a dozen sums of the same one in a row. */
export function sumOrder(order: OrderRecord): OrderSums {
  if (latest?.order !== order) latest = { order, sums: computeSums(order) };
  return latest.sums;
}

function computeSums(order: OrderRecord): OrderSums {
  const refundedUnits = new Map<number, number>();
  const original = valueGoods(order, refundedUnits, false);
  let goods = order.lines.some((line) => line.removedQuantity > 0) ? valueGoods(order, refundedUnits, true) : original;
  const goodsBeforeReturns = goods;
  let refundedMinor = 0;
  let refundedShippingMinor = 0;
  let suggestedMinor = 0;
  const shippingTaxMinor = order.shippingTaxMinor ?? 0;
  /** Tax on so much shipping; rounded cumulatively, as the goods' is. */
  const taxOnShipping = (partMinor: number) => (shippingTaxMinor === 0 ? 0 : Math.round((shippingTaxMinor * partMinor) / order.shippingMinor));
  const payableShipping = (partMinor: number) => partMinor + (order.taxesIncluded ? 0 : taxOnShipping(partMinor));
  for (const refund of order.refunds) {
    refundedMinor += refund.amountMinor;
    suggestedMinor -= payableShipping(refundedShippingMinor);
    refundedShippingMinor += refund.shippingMinor;
    suggestedMinor += payableShipping(refundedShippingMinor);
    if (refund.lines.length === 0) continue;
    for (const { lineItemId, quantity } of refund.lines) {
      refundedUnits.set(lineItemId, (refundedUnits.get(lineItemId) ?? 0) + quantity);
    }
    const after = valueGoods(order, refundedUnits, true);
    suggestedMinor += goods.payableMinor - after.payableMinor;
    goods = after;
  }
  const currentShippingMinor = order.shippingMinor - refundedShippingMinor;
  const payableShippingMinor = payableShipping(order.shippingMinor);
  const currentTotalMinor = goods.payableMinor + payableShippingMinor - payableShipping(refundedShippingMinor) + order.tipMinor;
  const netPaymentMinor = order.receivedMinor - refundedMinor;
  const refundDiscrepancyMinor = suggestedMinor - refundedMinor;
  return {
    original,
    current: goods,
    totalTaxMinor: original.taxMinor + shippingTaxMinor,
    currentTotalTaxMinor: goods.taxMinor + shippingTaxMinor - taxOnShipping(refundedShippingMinor),
    totalMinor: goodsBeforeReturns.payableMinor + payableShippingMinor + order.tipMinor,
    currentShippingMinor,
    currentTotalMinor,
    refundedMinor,
    refundedShippingMinor,
    netPaymentMinor,
    refundDiscrepancyMinor,
    outstandingMinor: currentTotalMinor + refundDiscrepancyMinor - netPaymentMinor,
    refundedUnits,
  };
}
