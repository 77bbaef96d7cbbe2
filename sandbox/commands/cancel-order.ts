import { sumOrder } from "../orders/sum-order.ts";
import type { OrderRecord, PaymentState } from "../store/model.ts";
import { orderPayload } from "../webhooks/payloads/order-payload.ts";
import type { World } from "../world.ts";
import { changeOrder } from "./change-order.ts";
import { CommandRefused } from "./command-refused.ts";
import { announceRefund, buildRefund } from "./refund-order.ts";

/** Cancels an order and, if asked, hands back what was paid. Its facts stay. */
export function cancelOrder(world: World, input: { orderId: number; refund: boolean }): OrderRecord {
  const order = world.store.orders.require(input.orderId);
  if (order.cancelledAt !== null) throw new CommandRefused(`${order.name} was cancelled on ${order.cancelledAt}`);
  const refund = input.refund && sumOrder(order).netPaymentMinor > 0 ? buildRefund(world, order, { kind: "whole" }) : null;
  const isUnpaid = order.payment === "PENDING" || order.payment === "AUTHORIZED";
  const payment: PaymentState = isUnpaid ? "VOIDED" : order.payment;
  const changed = changeOrder(world, order, {
    cancelledAt: world.clock.iso(),
    payment,
    refunds: refund ? [...order.refunds, refund] : order.refunds,
  });
  changed.event.send("orders/cancelled", orderPayload(world, changed.order));
  if (refund) announceRefund(world, changed.order, refund, changed.event);
  return changed.order;
}
