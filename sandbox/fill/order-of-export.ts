import type { ExportedLine, ExportedOrder, ExportedStatus } from "#app/csv/exported-order.ts";
import { splitTax } from "#app/csv/split-tax.ts";
import type { LineItemRecord, OrderRecord, PaymentState, RefundRecord } from "../store/model.ts";

const PAYMENT: Readonly<Record<ExportedStatus, PaymentState>> = {
  authorized: "AUTHORIZED",
  expired: "EXPIRED",
  paid: "PAID",
  partially_paid: "PARTIALLY_PAID",
  partially_refunded: "PAID",
  pending: "PENDING",
  refunded: "PAID",
  voided: "VOIDED",
};

type OrderLinks = {
  id: number;
  refundId: number;
  customerId: number | null;
  lineId(): number;
  productId(line: ExportedLine): number;
};

/** An order whose derived amounts are those the export states, to the cent. */
export function orderOfExport(order: ExportedOrder, links: OrderLinks): OrderRecord {
  const lines = order.lines.filter((line) => line.quantity > 0).map((line) => lineOf(line, links));
  const linesMinor = lines.reduce((sum, line) => sum + line.quantity * line.unitPriceMinor - line.discountMinor, 0);
  const payment = PAYMENT[order.financialStatus];
  const tax = splitTax(order);
  const goodsAndShippingMinor = order.subtotalMinor + order.shippingMinor + (order.taxesIncluded ? 0 : order.taxMinor);
  // What the total holds beyond goods, tax and shipping are tips and duties; neither is the value of an order.
  const tipMinor = Math.max(0, order.totalMinor - goodsAndShippingMinor);
  const receivedMinor = received(payment, goodsAndShippingMinor + tipMinor);
  return {
    id: links.id,
    name: order.name,
    customerId: links.customerId,
    createdAt: order.createdAt,
    processedAt: order.createdAt,
    updatedAt: order.cancelledAt ?? order.createdAt,
    cancelledAt: order.cancelledAt,
    test: false,
    payment,
    receivedMinor,
    taxesIncluded: order.taxesIncluded,
    shippingMinor: order.shippingMinor,
    shippingTaxMinor: tax.shippingMinor,
    tipMinor,
    subtotalAdjustmentMinor: order.subtotalMinor - linesMinor,
    unallottedTaxMinor: tax.goodsMinor,
    sourceName: order.source,
    utmSource: null,
    utmCampaign: null,
    countryCode: order.country,
    discountCode: order.discountCode,
    lines,
    refunds: receivedMinor > 0 && order.refundedMinor > 0 ? [refundOf(order, links.refundId)] : [],
  };
}

function lineOf(line: ExportedLine, links: OrderLinks): LineItemRecord {
  return {
    id: links.lineId(),
    productId: links.productId(line),
    title: line.title || "Untitled",
    sku: line.sku,
    quantity: line.quantity,
    removedQuantity: 0,
    unitPriceMinor: line.priceMinor,
    discountMinor: line.discountMinor,
    taxMinor: 0,
    isGiftCard: false,
  };
}

function received(payment: PaymentState, totalMinor: number): number {
  if (payment === "PAID") return totalMinor;
  // The export does not say how much came in; half is partly.
  return payment === "PARTIALLY_PAID" ? Math.floor(totalMinor / 2) : 0;
}

/** The export tells neither when nor for which goods: an amount only, on the day of the order. */
function refundOf(order: ExportedOrder, id: number): RefundRecord {
  return { id, createdAt: order.createdAt, lines: [], shippingMinor: 0, amountMinor: order.refundedMinor };
}
