import { sumOrder } from "../orders/sum-order.ts";
import { valueGoods } from "../orders/value-goods.ts";
import type { OrderRecord, RefundRecord } from "../store/model.ts";
import { refundPayload } from "../webhooks/payloads/refund-payload.ts";
import type { WebhookEvent } from "../webhooks/webhooks.ts";
import type { World } from "../world.ts";
import { changeOrder } from "./change-order.ts";
import { CommandRefused } from "./command-refused.ts";

export type Refund =
  /** All that is left: goods, shipping, money. */
  | { kind: "whole" }
  /** Some units, at what they were worth. */
  | { kind: "lines"; lines: RefundRecord["lines"] }
  /** Money without goods. */
  | { kind: "amount"; amountMinor: number };

/** Hands money back, with or without goods. */
export function refundOrder(world: World, input: { orderId: number; refund: Refund }): OrderRecord {
  const order = world.store.orders.require(input.orderId);
  const refund = buildRefund(world, order, input.refund);
  const { netPaymentMinor } = sumOrder(order);
  if (refund.amountMinor > netPaymentMinor || refund.amountMinor < 0) {
    throw new CommandRefused(`${order.name} can give back from 0 to ${netPaymentMinor} (minor units), not ${refund.amountMinor}`);
  }
  const changed = changeOrder(world, order, { refunds: [...order.refunds, refund] });
  announceRefund(world, changed.order, refund, changed.event);
  return changed.order;
}

export function announceRefund(world: World, order: OrderRecord, refund: RefundRecord, event: WebhookEvent): void {
  event.send("refunds/create", refundPayload(world, order, refund));
}

export function buildRefund({ store, clock }: World, order: OrderRecord, refund: Refund): RefundRecord {
  const sums = sumOrder(order);
  const base = { id: store.nextId(), createdAt: clock.iso(), lines: [], shippingMinor: 0 };
  const unitsLeft = order.lines.map((line) => ({
    lineItemId: line.id,
    quantity: line.quantity - line.removedQuantity - (sums.refundedUnits.get(line.id) ?? 0),
  }));
  switch (refund.kind) {
    case "whole":
      return {
        ...base,
        lines: unitsLeft.filter(({ quantity }) => quantity > 0),
        shippingMinor: sums.currentShippingMinor,
        amountMinor: sums.netPaymentMinor,
      };
    case "amount":
      return { ...base, amountMinor: refund.amountMinor };
    case "lines": {
      const units = new Map(sums.refundedUnits);
      for (const { lineItemId, quantity } of refund.lines) {
        const left = unitsLeft.find((line) => line.lineItemId === lineItemId)?.quantity;
        if (left === undefined) throw new CommandRefused(`${order.name} has no line ${lineItemId}`);
        if (!Number.isInteger(quantity) || quantity < 1 || quantity > left) {
          throw new CommandRefused(`Line ${lineItemId} of ${order.name} can give back from 1 to ${left} units, not ${quantity}`);
        }
        units.set(lineItemId, (units.get(lineItemId) ?? 0) + quantity);
      }
      const worth = sums.current.payableMinor - valueGoods(order, units, true).payableMinor;
      return { ...base, lines: refund.lines, amountMinor: worth };
    }
  }
}
