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

/**
 * An import that began later has read them, or names them among its refusals.
 *
 * @param processedFrom it saw none from before; null: it saw all
 */
export async function forgetUnreadBefore(tx: ShopTransaction, shopId: bigint, time: Date, processedFrom: Date | null): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM unread_orders AS unread
    WHERE shop_id = ${shopId} AND failed_at < ${time} AND NOT EXISTS (
      SELECT FROM orders AS known
      WHERE known.shop_id = unread.shop_id AND known.id = unread.order_id AND known.processed_at < ${processedFrom}::timestamptz)`;
}

/** How many of a customer's orders in the ledger may be other orders by now. */
export async function countUnreadOf(tx: ShopTransaction, shopId: bigint, customerId: bigint): Promise<number> {
  const rows = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::integer AS count FROM unread_orders AS unread
    JOIN orders AS known ON known.shop_id = unread.shop_id AND known.id = unread.order_id
    WHERE unread.shop_id = ${shopId} AND known.customer_id = ${customerId}`;
  return rows[0]!.count;
}

/** The longest unread first. */
export async function findUnreadOrders(tx: ShopTransaction, shopId: bigint, most: number): Promise<bigint[]> {
  const rows = await tx.unreadOrder.findMany({ where: { shopId }, orderBy: { failedAt: "asc" }, take: most, select: { orderId: true } });
  return rows.map(({ orderId }) => orderId);
}
