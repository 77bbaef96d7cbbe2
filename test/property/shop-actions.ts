import { cancelOrder } from "#sandbox/commands/cancel-order.ts";
import { changeOrder } from "#sandbox/commands/change-order.ts";
import { deleteCustomer } from "#sandbox/commands/delete-customer.ts";
import { deleteOrder } from "#sandbox/commands/delete-order.ts";
import { editOrder } from "#sandbox/commands/edit-order.ts";
import { markAsPaid } from "#sandbox/commands/mark-as-paid.ts";
import { mergeCustomers } from "#sandbox/commands/merge-customers.ts";
import { placeOrder } from "#sandbox/commands/place-order.ts";
import { refundOrder } from "#sandbox/commands/refund-order.ts";
import type { Dice } from "#sandbox/fill/dice.ts";
import { sumOrder } from "#sandbox/orders/sum-order.ts";
import type { LineItemRecord, OrderRecord } from "#sandbox/store/model.ts";
import type { World } from "#sandbox/world.ts";
import { pickBuyer } from "./pick-buyer.ts";

type Action = { weight: number; act: (world: World, dice: Dice) => void };

/** What may happen in a shop. An action that does not fit the shop as it is does nothing. */
const ACTIONS: Record<string, Action> = {
  placeOrder: { weight: 5, act: place },
  editOrder: { weight: 2, act: onOrder(edit) },
  refundUnits: { weight: 2, act: onOrder(refundUnits) },
  refundAmount: { weight: 2, act: onOrder(refundAmount) },
  refundAll: {
    weight: 1,
    act: onOrder((world, order) => {
      if (sumOrder(order).netPaymentMinor > 0) refundOrder(world, { orderId: order.id, refund: { kind: "whole" } });
    }),
  },
  cancelOrder: {
    weight: 1,
    act: onOrder((world, order, dice) => {
      if (order.cancelledAt === null) cancelOrder(world, { orderId: order.id, refund: dice.chance(0.5) });
    }),
  },
  reopenOrder: {
    weight: 1,
    act: onOrder((world, order) => {
      if (order.cancelledAt !== null) changeOrder(world, order, { cancelledAt: null });
    }),
  },
  endPayment: {
    weight: 1,
    act: onOrder((world, order, dice) => {
      if (order.payment === "PENDING" || order.payment === "AUTHORIZED") changeOrder(world, order, { payment: dice.pick(["VOIDED", "EXPIRED"]) });
    }),
  },
  markAsPaid: {
    weight: 1,
    act: onOrder((world, order) => {
      if (order.cancelledAt === null && sumOrder(order).outstandingMinor > 0) markAsPaid(world, { orderId: order.id });
    }),
  },
  deleteOrder: { weight: 2, act: onOrder((world, order) => deleteOrder(world, { orderId: order.id })) },
  nameGuest: {
    weight: 2,
    act: (world, dice) => {
      const guests = [...world.store.orders.values()].filter(({ customerId }) => customerId === null);
      const customerId = pickBuyer(world, dice);
      if (guests.length > 0 && customerId !== null) changeOrder(world, dice.pick(guests), { customerId });
    },
  },
  mergeCustomers: { weight: 4, act: merge },
  deleteCustomer: {
    weight: 1,
    act: (world, dice) => {
      const idle = [...world.store.customers.values()].filter(({ id }) => world.store.ordersOf(id).length === 0);
      if (idle.length > 0) deleteCustomer(world, { customerId: dice.pick(idle).id });
    },
  },
};

const NAMES = Object.keys(ACTIONS);

/** One thing happens in the shop; its events wait to be delivered. @returns what it was */
export function actAtRandom(world: World, dice: Dice): string {
  const name = dice.weighted(NAMES, (it) => ACTIONS[it]!.weight);
  ACTIONS[name]!.act(world, dice);
  return name;
}

function onOrder(act: (world: World, order: OrderRecord, dice: Dice) => void): Action["act"] {
  return (world, dice) => {
    const orders = [...world.store.orders.values()];
    if (orders.length > 0) act(world, dice.pick(orders), dice);
  };
}

function place(world: World, dice: Dice): void {
  const customerId = pickBuyer(world, dice);
  const lines = Array.from({ length: dice.whole(1, 2) }, () => ({ productId: dice.pick([...world.store.products.values()]).id, quantity: dice.whole(1, 3) }));
  placeOrder(world, {
    buyer: customerId === null ? (dice.chance(0.5) ? { kind: "guest" } : newCustomer(world)) : { kind: "customer", customerId },
    lines,
    payment: dice.weighted(["PAID", "PENDING"], (it) => (it === "PAID" ? 4 : 1)),
    test: dice.chance(0.1),
    ...(dice.chance(0.3) && { shipping: { priceMinor: 600, taxMinor: 100 } }),
    ...(dice.chance(0.3) && { discountCode: "TEN" }),
  });
}

function newCustomer({ store }: World) {
  const name = `new-${store.customers.size()}`;
  return { kind: "new", email: `${name}@example.com`, firstName: name, lastName: "Kim", acceptsEmail: true } as const;
}

/** Units on top only where there is no discount: they cost the full price, and a unit would have no one price. */
function edit(world: World, order: OrderRecord, dice: Dice): void {
  const line = dice.pick(order.lines);
  const most = unitsLeft(order, line) + (line.discountMinor === 0 ? 2 : 0);
  editOrder(world, { orderId: order.id, lineItemId: line.id, quantity: dice.whole(0, most) });
}

function refundUnits(world: World, order: OrderRecord, dice: Dice): void {
  const line = dice.pick(order.lines);
  const left = unitsLeft(order, line);
  if (left === 0) return;
  const quantity = dice.whole(1, left);
  const worth = (quantity * (line.quantity * line.unitPriceMinor - line.discountMinor + (order.taxesIncluded ? 0 : line.taxMinor))) / line.quantity;
  if (worth > sumOrder(order).netPaymentMinor) return;
  refundOrder(world, { orderId: order.id, refund: { kind: "lines", lines: [{ lineItemId: line.id, quantity }] } });
}

function refundAmount(world: World, order: OrderRecord, dice: Dice): void {
  const most = sumOrder(order).netPaymentMinor;
  if (most > 0) refundOrder(world, { orderId: order.id, refund: { kind: "amount", amountMinor: dice.whole(1, most) } });
}

function merge(world: World, dice: Dice): void {
  const customers = [...world.store.customers.values()];
  if (customers.length < 2) return;
  const kept = dice.pick(customers);
  const merged = dice.pick(customers.filter((it) => it !== kept));
  mergeCustomers(world, { keptId: kept.id, mergedId: merged.id });
}

function unitsLeft(order: OrderRecord, line: LineItemRecord): number {
  return line.quantity - line.removedQuantity - (sumOrder(order).refundedUnits.get(line.id) ?? 0);
}
