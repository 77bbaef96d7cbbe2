import { formatGid } from "../../gid.ts";
import { sumOrder } from "../../orders/sum-order.ts";
import { currentLineMinor, lineTotalMinor } from "../../orders/value-goods.ts";
import type { LineItemRecord, OrderRecord } from "../../store/model.ts";
import { type Fields, withArguments } from "../fields.ts";
import { money, moneyOf } from "./money-fields.ts";

/** A line together with its order, whose refunds say how much of it is left. */
export type LineItemSource = { line: LineItemRecord; order: OrderRecord };

export const lineItemFields: Fields<LineItemSource> = {
  id: ({ line }) => formatGid("LineItem", line.id),
  title: ({ line }) => line.title,
  name: ({ line }) => line.title,
  sku: ({ line }) => line.sku,
  quantity: ({ line }) => line.quantity,
  currentQuantity: ({ line, order }) => line.quantity - line.removedQuantity - (sumOrder(order).refundedUnits.get(line.id) ?? 0),
  isGiftCard: ({ line }) => line.isGiftCard,
  product: ({ line }, _args, { world }) => (line.productId === null ? null : (world.store.products.get(line.productId) ?? null)),
  originalUnitPriceSet: moneyOf(({ line }) => line.unitPriceMinor),
  originalTotalSet: moneyOf(({ line }) => line.unitPriceMinor * line.quantity),
  // By default Shopify leaves out what a discount code took off.
  discountedTotalSet: withArguments<LineItemSource, { withCodeDiscounts: boolean }>(["withCodeDiscounts"], ({ line, order }, args, caller) => {
    const byCodeOnly = order.discountCode !== null && !args.withCodeDiscounts;
    return money(byCodeOnly ? line.unitPriceMinor * line.quantity : lineTotalMinor(line), caller);
  }),
  discountedUnitPriceAfterAllDiscountsSet: moneyOf(({ line }) => Math.round(lineTotalMinor(line) / line.quantity)),
  priceAfterAllDiscountsBeforeTaxesSet: moneyOf(({ line, order }) => currentLineMinor(order, line, sumOrder(order).refundedUnits)),
  discountAllocations: ({ line }) => (line.discountMinor === 0 ? [] : [line]),
  taxLines: ({ line }) => (line.taxMinor === 0 ? [] : [line]),
};

export const lineItemPartFields = {
  DiscountAllocation: { allocatedAmountSet: moneyOf((line: LineItemRecord) => line.discountMinor) },
  TaxLine: { title: () => "Tax", priceSet: moneyOf((taxed: { taxMinor: number }) => taxed.taxMinor) },
};
