import type { Purchase } from "#app/clv/purchase-history.ts";
import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { dayToDate } from "#app/time/day-to-date.ts";

/** A transaction of so many ends in time on a busy machine, too. */
const FEW = 200;

/** Puts an order into the ledger for each purchase; customers are 1, 2, … in their order. */
export async function storePurchases(db: Database, shopId: bigint, shop: readonly (readonly Purchase[])[], currency = "EUR"): Promise<void> {
  const orders = shop.flatMap((purchases, index) => purchases.map((purchase) => ({ ...purchase, customerId: BigInt(index + 1) })));
  const rows = orders.map((purchase, index) => orderRow(shopId, { id: BigInt(index + 1), currency, ...purchase }));
  for (let from = 0; from < rows.length; from += FEW) {
    await withShop(db, shopId, (tx) => tx.order.createMany({ data: rows.slice(from, from + FEW) }));
  }
}

/** Puts one more order in euros into it, as a live event does. */
export async function storeOrder(db: Database, shopId: bigint, order: Omit<PlacedOrder, "currency">): Promise<void> {
  await withShop(db, shopId, (tx) => tx.order.create({ data: orderRow(shopId, { currency: "EUR", ...order }) }));
}

type PlacedOrder = Purchase & { id: bigint; customerId: bigint; currency: string };

function orderRow(shopId: bigint, { id, customerId, day, valueMinor, currency }: PlacedOrder) {
  const at = dayToDate(day);
  return {
    shopId, id, customerId, name: `#${id}`, processedAt: at, updatedAt: at, orderDay: at, test: false, financialStatus: "PAID", currency, taxesIncluded: false,
    currentSubtotalMinor: valueMinor, currentTaxMinor: 0, giftCardMinor: 0, refundDiscrepancyMinor: 0, netMinor: valueMinor, exclusion: null,
  };
}
