import { changeOrder } from "#sandbox/commands/change-order.ts";
import type { Dice } from "#sandbox/fill/dice.ts";
import { formatGid } from "#sandbox/gid.ts";
import { sumOrder } from "#sandbox/orders/sum-order.ts";
import type { OrderRecord } from "#sandbox/store/model.ts";
import type { World } from "#sandbox/world.ts";

type Action = { weight: number; act: (world: World, dice: Dice) => void };

/** What staff do in the admin and no customer causes. An action that does not fit the shop as it is does nothing. */
const ACTIONS: Record<string, Action> = {
  takeCustomerOff: { weight: 2, act: onCustomersOrder((world, order) => void changeOrder(world, order, { customerId: null })) },
  giveToAnother: {
    weight: 2,
    act: onCustomersOrder((world, order, dice) => {
      const others = [...world.store.customers.values()].filter(({ id }) => id !== order.customerId);
      if (others.length > 0) changeOrder(world, order, { customerId: dice.pick(others).id });
    }),
  },
  addLine: { weight: 2, act: onOrder(addLine) },
  handBackMoreThanPaid: {
    weight: 1,
    act: onOrder((world, order, dice) => {
      const amountMinor = Math.max(0, sumOrder(order).netPaymentMinor) + dice.whole(1, 5_000);
      const refund = { id: world.store.nextId(), createdAt: world.clock.iso(), lines: [], shippingMinor: 0, amountMinor };
      changeOrder(world, order, { refunds: [...order.refunds, refund] });
    }),
  },
  /** Customers whom something keeps from being merged, of which Shopify tells as of any merge. */
  failToMerge: {
    weight: 3,
    act: ({ store, webhooks }, dice) => {
      const ids = [...store.customers.values()].map(({ id }) => id);
      if (ids.length < 2) return;
      const keptId = dice.pick(ids);
      const mergedId = dice.pick(ids.filter((id) => id !== keptId));
      const [kept, merged] = [formatGid("Customer", keptId), formatGid("Customer", mergedId)];
      webhooks.newEvent().send("customers/merge", { admin_graphql_api_customer_kept_id: kept, admin_graphql_api_customer_deleted_id: merged, status: "failed" });
    },
  },
  moveShop: {
    weight: 1,
    act: ({ store, webhooks, domain }, dice) => {
      store.putShop({ ...store.shop(), ianaTimezone: dice.pick(["UTC", "Asia/Seoul", "America/New_York", "Pacific/Auckland"]) });
      webhooks.newEvent().send("shop/update", { id: 1, myshopify_domain: domain });
    },
  },
};

const NAMES = Object.keys(ACTIONS);

/** One thing is done in the admin; its events wait to be delivered. @returns what it was */
export function actAsStaff(world: World, dice: Dice): string {
  const name = dice.weighted(NAMES, (it) => ACTIONS[it]!.weight);
  ACTIONS[name]!.act(world, dice);
  return name;
}

function onOrder(act: (world: World, order: OrderRecord, dice: Dice) => void, isWanted: (order: OrderRecord) => boolean = () => true): Action["act"] {
  return (world, dice) => {
    const orders = [...world.store.orders.values()].filter(isWanted);
    if (orders.length > 0) act(world, dice.pick(orders), dice);
  };
}

function onCustomersOrder(act: (world: World, order: OrderRecord, dice: Dice) => void): Action["act"] {
  return onOrder(act, ({ customerId }) => customerId !== null);
}

function addLine(world: World, order: OrderRecord, dice: Dice): void {
  const { id: productId, title, priceMinor: unitPriceMinor, isGiftCard } = dice.pick([...world.store.products.values()]);
  const quantity = dice.whole(1, 2);
  const line = { id: world.store.nextId(), productId, title, sku: null, quantity, removedQuantity: 0, unitPriceMinor, discountMinor: 0, taxMinor: 0, isGiftCard };
  const paidMinor = dice.chance(0.5) ? quantity * unitPriceMinor : 0;
  changeOrder(world, order, { lines: [...order.lines, line], receivedMinor: order.receivedMinor + paidMinor });
}
