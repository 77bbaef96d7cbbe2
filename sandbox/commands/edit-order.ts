import { sumOrder } from "../orders/sum-order.ts";
import type { LineItemRecord, OrderRecord } from "../store/model.ts";
import { orderEditPayload } from "../webhooks/payloads/order-payload.ts";
import type { World } from "../world.ts";
import { changeOrder } from "./change-order.ts";
import { CommandRefused } from "./command-refused.ts";

/** Changes how many units of a line the customer gets; nothing is paid or handed back by it. */
export function editOrder(world: World, input: { orderId: number; lineItemId: number; quantity: number }): OrderRecord {
  const order = world.store.orders.require(input.orderId);
  const line = order.lines.find(({ id }) => id === input.lineItemId);
  if (!line) throw new CommandRefused(`${order.name} has no line ${input.lineItemId}`);
  if (!Number.isInteger(input.quantity) || input.quantity < 0) throw new CommandRefused(`A quantity is a whole number from 0, not ${input.quantity}`);
  const current = line.quantity - line.removedQuantity - (sumOrder(order).refundedUnits.get(line.id) ?? 0);
  const quantityDelta = input.quantity - current;
  if (quantityDelta === 0) return order;
  const edited = quantityDelta < 0 ? { ...line, removedQuantity: line.removedQuantity - quantityDelta } : addUnits(line, quantityDelta);
  const changed = changeOrder(world, order, { lines: order.lines.map((other) => (other === line ? edited : other)) });
  changed.event.send("orders/edited", orderEditPayload(changed.order, { id: world.store.nextId(), lineItemId: line.id, quantityDelta }));
  return changed.order;
}

/** Added units cost the full price, and tax at the line's rate. */
function addUnits(line: LineItemRecord, units: number): LineItemRecord {
  return { ...line, quantity: line.quantity + units, taxMinor: line.taxMinor + Math.round((line.taxMinor * units) / line.quantity) };
}
