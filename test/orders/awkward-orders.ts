import { placeOrder } from "#sandbox/commands/place-order.ts";
import type { Sandbox } from "#sandbox/create-sandbox.ts";
import type { OrderRecord, RefundRecord } from "#sandbox/store/model.ts";
import { cancelOrder } from "#sandbox/commands/cancel-order.ts";
import { editOrder } from "#sandbox/commands/edit-order.ts";
import { mergeCustomers } from "#sandbox/commands/merge-customers.ts";
import { refundOrder } from "#sandbox/commands/refund-order.ts";
import { aCustomer, aLine, anOrder } from "../sandbox/box.ts";

/** Puts a shop into the sandbox that has every kind of order that is hard to add up, in amounts that round badly. */
export async function fillAwkwardShop(sandbox: Sandbox): Promise<void> {
  const goods = { id: 1, title: "Tea", sku: null, priceMinor: 3333, isGiftCard: false };
  const card = { id: 2, title: "Gift card", sku: null, priceMinor: 5000, isGiftCard: true };
  await sandbox.store.load({ customers: [1, 2, 3, 4, 5].map((id) => aCustomer(id)), products: [goods, card], orders: awkwardOrders() });
  const buyer = { kind: "customer", customerId: 1 } as const;
  const shipping = { priceMinor: 595, taxMinor: 95 };
  const order = (more: object = {}) => placeOrder(sandbox, { buyer, lines: [{ productId: 1, quantity: 3 }], payment: "PAID", shipping, ...more });

  const edited = order();
  editOrder(sandbox, { orderId: edited.id, lineItemId: edited.lines[0]!.id, quantity: 2 });
  const grown = order();
  editOrder(sandbox, { orderId: grown.id, lineItemId: grown.lines[0]!.id, quantity: 4 });
  const returned = order();
  refundOrder(sandbox, { orderId: returned.id, refund: { kind: "lines", lines: [{ lineItemId: returned.lines[0]!.id, quantity: 1 }] } });
  refundOrder(sandbox, { orderId: returned.id, refund: { kind: "amount", amountMinor: 77 } });
  refundOrder(sandbox, { orderId: order().id, refund: { kind: "whole" } });
  refundOrder(sandbox, { orderId: order().id, refund: { kind: "amount", amountMinor: 10_200 } });
  cancelOrder(sandbox, { orderId: order().id, refund: false });
  cancelOrder(sandbox, { orderId: order().id, refund: true });
  order({ payment: "PENDING" });
  order({ test: true });
  order({ lines: [{ productId: 1, quantity: 1 }, { productId: 2, quantity: 1 }] });
  order({ lines: [{ productId: 2, quantity: 1 }], discountCode: "TEN" });
  order({ buyer: { kind: "guest" } });
  mergeCustomers(sandbox, { keptId: 3, mergedId: 2 });
  mergeCustomers(sandbox, { keptId: 4, mergedId: 3 });
}

const CARDS = [aLine(90, { productId: 2, quantity: 3, unitPriceMinor: 5_000, discountMinor: 1_000, isGiftCard: true })];

function awkwardOrders(): OrderRecord[] {
  const lines = [aLine(10, { quantity: 3, unitPriceMinor: 1001, discountMinor: 100, taxMinor: 463 })];
  const onTop = { taxesIncluded: false, lines, shippingMinor: 599, shippingTaxMinor: 96, tipMinor: 250 };
  const paid = 2903 + 463 + 599 + 96 + 250;
  const refund = (change: Partial<RefundRecord>): RefundRecord => ({ id: 900, createdAt: "2026-02-01T00:00:00Z", lines: [], shippingMinor: 0, amountMinor: 0, ...change });
  return [
    anOrder(101, { ...onTop, customerId: 2, receivedMinor: paid }),
    anOrder(102, { ...onTop, customerId: 3, receivedMinor: paid, refunds: [refund({ lines: [{ lineItemId: 10, quantity: 1 }], shippingMinor: 200, amountMinor: 967 + 154 + 232 })] }),
    anOrder(103, { ...onTop, customerId: 4, receivedMinor: 1000, payment: "PARTIALLY_PAID" }),
    anOrder(104, { ...onTop, customerId: 5, receivedMinor: 0, payment: "VOIDED" }),
    anOrder(105, { ...onTop, customerId: 5, receivedMinor: 0, payment: "EXPIRED" }),
    anOrder(106, { ...onTop, customerId: 5, receivedMinor: 0, payment: "AUTHORIZED" }),
    // Cancelled and then opened again: Shopify shows no cancellation any more.
    anOrder(107, { ...onTop, customerId: 5, receivedMinor: paid, updatedAt: "2026-03-01T00:00:00Z" }),
    // Three cards share ten, and no share of it is a whole cent; of the next order one of them has gone back.
    anOrder(109, { customerId: 4, lines: CARDS, receivedMinor: 14_000 }),
    anOrder(110, { customerId: 4, lines: CARDS, receivedMinor: 14_000, refunds: [refund({ lines: [{ lineItemId: 90, quantity: 1 }], amountMinor: 4_667 })] }),
    anOrder(108, { customerId: 5, lines: [aLine(80, { unitPriceMinor: 0 })], receivedMinor: 0 }),
  ];
}
