import type { ShopTransaction } from "#app/db/with-shop.server.ts";
import { shownLimits, type ShownLimits } from "./shown-limits.ts";
import { countWaitingCustomers } from "./waiting-orders.view.server.ts";

/** What Shopify allows the app in this shop, as its processes have noted it. */
export async function readLimits(tx: ShopTransaction, shopId: bigint, ordersWaiting: number, now: Date): Promise<ShownLimits> {
  const rows = await tx.shopifyLimits.findMany({ where: { shopId } });
  return shownLimits(rows, { orders: ordersWaiting, customers: await countWaitingCustomers(tx, shopId) }, now);
}
