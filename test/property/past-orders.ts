import { formatInstant } from "#sandbox/clock.ts";
import type { Dice } from "#sandbox/fill/dice.ts";
import { sumOrder } from "#sandbox/orders/sum-order.ts";
import type { LineItemRecord, OrderRecord } from "#sandbox/store/model.ts";
import type { World } from "#sandbox/world.ts";
import { pickBuyer } from "./pick-buyer.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * An order from before the app came, of the kinds that the storefront does not make: tax on top or within, on goods and
 * on shipping, tips, and every state of payment.
 */
export function addPastOrder(world: World, dice: Dice): void {
  const { store, clock } = world;
  const at = formatInstant(clock.now() - dice.uniform() * 400 * DAY_MS);
  const buyer = pickBuyer(world, dice);
  const lines = Array.from({ length: dice.whole(1, 2) }, () => pastLine(world, dice));
  const taxed = dice.chance(0.6);
  const order: OrderRecord = {
    id: store.nextId(),
    name: `#${store.orders.size() + 1}`,
    customerId: buyer,
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    cancelledAt: null,
    test: dice.chance(0.1),
    payment: dice.weighted(["PAID", "PENDING", "AUTHORIZED", "PARTIALLY_PAID", "VOIDED", "EXPIRED"], (it) => (it === "PAID" ? 10 : 1)),
    receivedMinor: 0,
    taxesIncluded: dice.chance(0.5),
    shippingMinor: dice.pick([0, 500]),
    shippingTaxMinor: 0,
    tipMinor: dice.pick([0, 0, 0, 130]),
    subtotalAdjustmentMinor: 0,
    unallottedTaxMinor: 0,
    sourceName: "web",
    utmSource: null,
    utmCampaign: null,
    countryCode: null,
    discountCode: null,
    lines: taxed ? lines.map(withTax) : lines,
    refunds: [],
  };
  const isPaid = order.payment === "PAID" || order.payment === "PARTIALLY_PAID";
  const share = order.payment === "PARTIALLY_PAID" ? 0.5 : 1;
  store.orders.put({ ...order, receivedMinor: isPaid ? Math.floor(sumOrder(order).totalMinor * share) : 0 });
}

/** Discounts and taxes are whole minor units for each unit, so that no share of a line is ever rounded. */
function pastLine({ store }: World, dice: Dice): LineItemRecord {
  const product = dice.pick([...store.products.values()]);
  const quantity = dice.whole(1, 3);
  const off = dice.chance(0.3) ? product.priceMinor / 10 : 0;
  return {
    id: store.nextId(),
    productId: product.id,
    title: product.title,
    sku: null,
    quantity,
    removedQuantity: 0,
    unitPriceMinor: product.priceMinor,
    discountMinor: quantity * off,
    taxMinor: 0,
    isGiftCard: product.isGiftCard,
  };
}

function withTax(line: LineItemRecord): LineItemRecord {
  return line.isGiftCard ? line : { ...line, taxMinor: line.quantity * (line.unitPriceMinor / 5) };
}
