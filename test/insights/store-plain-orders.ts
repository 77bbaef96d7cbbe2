import { randomUUID } from "node:crypto";
import type { Dice } from "#sandbox/fill/dice.ts";
import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { countedOf, type LedgerOrder, type PlainOrder } from "./cohorts-straight.ts";

const PRODUCTS = [900, 901, 902, 903];
const DAY_MS = 86_400_000;
const FEW = 250;

/** Draws orders in every way in which cohorts are cut, the unknown and what does not count among them, and puts them into the ledger. */
export async function storePlainOrders(db: Database, dice: Dice, { now, timeZone, count, customers }: { now: Date; timeZone: string; count: number; customers: number }) {
  const shop = await db.prisma.shop.create({ data: { domain: `cohorts-${randomUUID()}.myshopify.com`, currency: "EUR", timeZone, scopes: [], installedAt: now } });
  const drawn = Array.from({ length: count }, (_, index) => drawOrder(dice, index + 1, customers, now));
  const rows = drawn.map(({ order, row }) => ({ shopId: shop.id, ...row, orderDay: new Date(order.at.toLocaleDateString("sv-SE", { timeZone })) }));
  for (let from = 0; from < rows.length; from += FEW) await withShop(db, shop.id, (tx) => tx.order.createMany({ data: rows.slice(from, from + FEW) }));
  const titles = PRODUCTS.slice(1).map((id) => ({ shopId: shop.id, id: BigInt(id), title: `Product ${id}` }));
  await withShop(db, shop.id, (tx) => tx.product.createMany({ data: titles }));
  const ledger = drawn.map(({ order, row }): LedgerOrder => ({ ...order, customer: row.customerId === null ? null : order.customer, exclusion: row.exclusion }));
  return { shopId: shop.id, orders: countedOf(ledger), ledger };
}

function drawOrder(dice: Dice, id: number, customers: number, now: Date) {
  // Many at the same instants, and many around midnight.
  const at = new Date(now.getTime() - DAY_MS * dice.whole(0, 500) - dice.pick([0, 3_600_000 * dice.whole(0, 23), 60_000 * dice.whole(0, 1439)]));
  const [subtotal, tax, shipping, shippingTax, giftCard] = [dice.whole(200, 9000), dice.whole(0, 900), dice.whole(0, 700), dice.whole(0, 90), dice.pick([0, 0, 100])];
  const discrepancy = dice.pick([0, 0, 0, -50]);
  const taxesIncluded = dice.chance(0.5);
  const customer = dice.whole(1, customers);
  const product = dice.pick([...PRODUCTS, 0]);
  const keys = {
    channel: dice.pick(["web", "web", "pos", "it's \\odd\t", null]),
    country: dice.pick(["GB", "GB", "SE", null]),
    discount: dice.pick(["none", "code", "without-code", null]),
    firstProduct: product === 0 ? null : String(product),
  };
  // What the customer paid for goods, as the rule has it that counts neither tax nor shipping.
  const netMinor = subtotal - (taxesIncluded ? tax : 0) - giftCard + discrepancy;
  // All that was paid, gift cards aside.
  const revenueMinor = subtotal + shipping + (taxesIncluded ? 0 : tax + shippingTax) - giftCard + discrepancy;
  const exclusion = netMinor <= 0 ? "not-positive" : dice.chance(0.1) ? "test" : null;
  const row = {
    id: BigInt(id), customerId: dice.chance(0.03) ? null : BigInt(customer), name: `#${id}`, processedAt: at, updatedAt: at, test: exclusion === "test",
    financialStatus: "PAID", currency: "EUR", taxesIncluded, currentSubtotalMinor: subtotal, currentTaxMinor: tax, shippingMinor: shipping, shippingTaxMinor: shippingTax,
    giftCardMinor: giftCard, refundDiscrepancyMinor: discrepancy, netMinor, exclusion,
    channel: keys.channel, country: keys.country, discount: keys.discount, productIds: [BigInt(product), 7n],
  };
  const order: PlainOrder = { id, customer, at, netMinor, revenueMinor, keys };
  return { order, row };
}
