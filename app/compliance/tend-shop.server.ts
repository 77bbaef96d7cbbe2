import type { Deps } from "../deps.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { retryUnreadOrders } from "../orders/retry-unread-orders.server.ts";
import { pruneShop } from "./prune-shop.repo.server.ts";

type Next = { onTended: (tx: ShopTransaction, shopId: bigint) => Promise<void> };

/** @param next for shops that have the app, and whose currency and time zone are known */
export async function tendShop({ db, clock }: Pick<Deps, "db" | "clock">, payload: { shopId: string }, { onTended }: Next): Promise<void> {
  const shopId = BigInt(payload.shopId);
  await pruneShop(db, shopId, clock());
  await withShop(db, shopId, async (tx) => {
    const ready = await tx.shop.findFirst({ where: { id: shopId, uninstalledAt: null, currency: { not: null } } });
    if (!ready) return;
    await retryUnreadOrders(tx, shopId);
    await onTended(tx, shopId);
  });
}
