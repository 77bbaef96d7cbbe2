import { sumOrder } from "../orders/sum-order.ts";
import type { OrderRecord } from "../store/model.ts";
import { orderPayload } from "../webhooks/payloads/order-payload.ts";
import type { World } from "../world.ts";
import { changeOrder } from "./change-order.ts";
import { CommandRefused } from "./command-refused.ts";

/** The money that an order still waits for arrives. */
export function markAsPaid(world: World, input: { orderId: number }): OrderRecord {
  const order = world.store.orders.require(input.orderId);
  const { outstandingMinor } = sumOrder(order);
  if (order.cancelledAt !== null) throw new CommandRefused(`${order.name} is cancelled`);
  if (outstandingMinor <= 0) throw new CommandRefused(`${order.name} is paid already`);
  const changed = changeOrder(world, order, { payment: "PAID", receivedMinor: order.receivedMinor + outstandingMinor });
  changed.event.send("orders/paid", orderPayload(world, changed.order));
  return changed.order;
}
