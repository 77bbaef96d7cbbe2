import { formatGid } from "../../gid.ts";
import { financialStatus } from "../../orders/financial-status.ts";
import { sumOrder } from "../../orders/sum-order.ts";
import type { OrderRecord } from "../../store/model.ts";
import { type Fields, plain, withArguments } from "../fields.ts";
import { PAGE_ARGS, type PageArgs, paginate } from "../paginate.ts";
import { ownedMetafields } from "./metafield-fields.ts";
import { moneyOf } from "./money-fields.ts";

const identity: Fields<OrderRecord> = {
  id: (order) => formatGid("Order", order.id),
  legacyResourceId: (order) => String(order.id),
  name: (order) => order.name,
  createdAt: (order) => order.createdAt,
  processedAt: (order) => order.processedAt,
  updatedAt: (order) => order.updatedAt,
  cancelledAt: (order) => order.cancelledAt,
  test: (order) => order.test,
  displayFinancialStatus: financialStatus,
  fullyPaid: (order) => sumOrder(order).outstandingMinor <= 0,
  unpaid: (order) => order.receivedMinor === 0,
  edited: (order) => order.lines.some((line) => line.removedQuantity > 0),
  taxesIncluded: (order) => order.taxesIncluded,
  dutiesIncluded: () => false,
  currencyCode: (_order, _args, { world }) => world.store.shop().currency,
  presentmentCurrencyCode: (_order, _args, { world }) => world.store.shop().currency,
  sourceName: (order) => order.sourceName,
  discountCode: (order) => order.discountCode,
  discountCodes: (order) => (order.discountCode === null ? [] : [order.discountCode]),
  currentSubtotalLineItemsQuantity: (order) => {
    const { refundedUnits } = sumOrder(order);
    return order.lines.reduce((units, line) => units + line.quantity - line.removedQuantity - (refundedUnits.get(line.id) ?? 0), 0);
  },
  subtotalLineItemsQuantity: (order) => order.lines.reduce((units, line) => units + line.quantity, 0),
};

const sums: Fields<OrderRecord> = {
  subtotalPriceSet: moneyOf((order) => sumOrder(order).original.subtotalMinor),
  totalPriceSet: moneyOf((order) => sumOrder(order).totalMinor),
  totalTaxSet: moneyOf((order) => sumOrder(order).totalTaxMinor),
  totalDiscountsSet: moneyOf((order) => sumOrder(order).original.discountMinor),
  totalShippingPriceSet: moneyOf((order) => order.shippingMinor),
  totalTipReceivedSet: moneyOf((order) => order.tipMinor),
  totalReceivedSet: moneyOf((order) => order.receivedMinor),
  totalRefundedSet: moneyOf((order) => sumOrder(order).refundedMinor),
  totalRefundedShippingSet: moneyOf((order) => sumOrder(order).refundedShippingMinor),
  totalOutstandingSet: moneyOf((order) => sumOrder(order).outstandingMinor),
  netPaymentSet: moneyOf((order) => sumOrder(order).netPaymentMinor),
  refundDiscrepancySet: moneyOf((order) => sumOrder(order).refundDiscrepancyMinor),
  currentSubtotalPriceSet: moneyOf((order) => sumOrder(order).current.subtotalMinor),
  currentTotalPriceSet: moneyOf((order) => sumOrder(order).currentTotalMinor),
  currentTotalTaxSet: moneyOf((order) => sumOrder(order).currentTotalTaxMinor),
  currentTotalDiscountsSet: moneyOf((order) => sumOrder(order).current.discountMinor),
  currentTotalDutiesSet: () => null,
  currentTotalAdditionalFeesSet: () => null,
  currentShippingPriceSet: moneyOf((order) => sumOrder(order).currentShippingMinor),
};

const parts: Fields<OrderRecord> = {
  customer: (order, _args, { world }) => (order.customerId === null ? null : (world.store.customers.get(order.customerId) ?? null)),
  lineItems: withArguments<OrderRecord, PageArgs>(PAGE_ARGS, (order, args, caller) =>
    paginate(
      order.lines.map((line) => ({ id: line.id, line, order })),
      ({ id }) => id,
      args,
      caller,
    ),
  ),
  refunds: withArguments<OrderRecord, { first?: number }>(["first"], (order, args) =>
    order.refunds.slice(0, args.first).map((refund) => ({ refund, order })),
  ),
  shippingLine: (order) => (order.shippingMinor === 0 ? null : { id: formatGid("ShippingLine", order.id), title: "Standard", order }),
  displayAddress: address,
  shippingAddress: address,
  customerJourneySummary: (order, _args, { world }) => {
    const history = order.customerId === null ? [] : world.store.ordersOf(order.customerId).filter((other) => !other.test);
    const { utmSource, utmCampaign } = order;
    const visit = utmSource === null ? null : { source: utmSource, utmParameters: { source: utmSource, campaign: utmCampaign } };
    return { ready: true, customerOrderIndex: history.indexOf(order) + 1 || null, firstVisit: visit };
  },
};

function address(order: OrderRecord) {
  return order.countryCode === null ? null : { id: formatGid("MailingAddress", order.id), countryCodeV2: order.countryCode };
}

export const orderFields: Fields<OrderRecord> = { ...ownedMetafields("ORDER"), ...identity, ...sums, ...parts };

const shippingLineFields: Fields<{ order: OrderRecord }> = {
  ...(plain("id", "title") as Fields<{ order: OrderRecord }>),
  originalPriceSet: moneyOf(({ order }) => order.shippingMinor),
  discountedPriceSet: moneyOf(({ order }) => order.shippingMinor),
  taxLines: ({ order }) => (order.shippingTaxMinor ? [{ taxMinor: order.shippingTaxMinor }] : []),
  currentDiscountedPriceSet: moneyOf(({ order }) => sumOrder(order).currentShippingMinor),
};

export const orderPartFields = {
  ShippingLine: shippingLineFields,
  CustomerJourneySummary: plain("ready", "customerOrderIndex", "firstVisit"),
  CustomerVisit: plain("source", "utmParameters"),
  UTMParameters: plain("source", "campaign"),
};
