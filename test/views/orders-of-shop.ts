import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { NOW } from "./scored-shop.ts";

type OrderOfShop = {
  id: bigint;
  customerId: bigint | null;
  netMinor: number;
  exclusion?: "cancelled";
  processedAt?: Date;
  giftCardMinor?: number;
};

/** Paid orders whose goods are worth what is left once gift cards are taken off. */
export async function addOrders(db: Database, shopId: bigint, orders: OrderOfShop[]): Promise<void> {
  const data = orders.map(({ processedAt = NOW, giftCardMinor = 0, ...order }) => ({
    shopId,
    ...order,
    name: `#${1000n + order.id}`,
    processedAt,
    orderDay: new Date(processedAt.toISOString().slice(0, 10)),
    updatedAt: processedAt,
    cancelledAt: order.exclusion ? processedAt : null,
    test: false,
    financialStatus: "PAID",
    currency: "EUR",
    taxesIncluded: false,
    currentSubtotalMinor: order.netMinor + giftCardMinor,
    currentTaxMinor: 0,
    giftCardMinor,
    refundDiscrepancyMinor: 0,
  }));
  await withShop(db, shopId, (tx) => tx.order.createMany({ data }));
}
