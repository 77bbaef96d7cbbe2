import type { Database } from "../db/database.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { wasErased } from "./erasures.repo.server.ts";
import { holdLedgerStill } from "./ledger-lock.repo.server.ts";

type OrderKey = { shopId: bigint; orderId: bigint };

/**
 * Remembers an order that could not be read to the end of every attempt: the ledger may be behind Shopify there. Of one
 * that a redaction has erased it is not.
 */
export async function noteUnreadOrder(db: Database, { shopId, orderId }: OrderKey, reason: string, failedAt: Date): Promise<void> {
  await withShop(db, shopId, async (tx) => {
    await holdLedgerStill(tx, shopId);
    if (await wasErased(tx, shopId, "order", orderId)) return;
    await tx.unreadOrder.upsert({
      where: { shopId_orderId: { shopId, orderId } },
      create: { shopId, orderId, reason, failedAt },
      update: { reason, failedAt },
    });
  });
}

/** The order has been read after all. */
export async function forgetUnreadOrder(tx: ShopTransaction, where: OrderKey): Promise<void> {
  await tx.unreadOrder.deleteMany({ where });
}

/** An import that began later has read them, or names them among its refusals. */
export async function forgetUnreadBefore(tx: ShopTransaction, shopId: bigint, time: Date): Promise<void> {
  await tx.unreadOrder.deleteMany({ where: { shopId, failedAt: { lt: time } } });
}

/** The longest unread first. */
export async function findUnreadOrders(tx: ShopTransaction, shopId: bigint, most: number): Promise<bigint[]> {
  const rows = await tx.unreadOrder.findMany({ where: { shopId }, orderBy: { failedAt: "asc" }, take: most, select: { orderId: true } });
  return rows.map(({ orderId }) => orderId);
}
