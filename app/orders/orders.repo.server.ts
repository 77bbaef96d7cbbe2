import type { ShopTransaction } from "../db/with-shop.server.ts";
import type { FileCoverage } from "./file-coverage.ts";
import { wasErased } from "./erasures.repo.server.ts";
import { holdLedgerStill, holdOrderWriters } from "./ledger-lock.repo.server.ts";
import type { LedgerOrder } from "./ledger-order.ts";
import { mergeOrdersSql } from "./merge-orders-sql.ts";
import { ORDER_COLUMNS, orderValues } from "./order-columns.ts";

const SAVE = `${mergeOrdersSql("json_populate_record(NULL::orders, $2::json)")} RETURNING customer_id AS "customerId"`;

type Customer = { customerId: bigint | null };

/**
 * Stores an order unless a newer version of it is there.
 *
 * @returns the customers it belonged to before and belongs to now; null where the newer version stays
 */
export async function saveOrder(tx: ShopTransaction, shopId: bigint, order: LedgerOrder): Promise<bigint[] | null> {
  await holdLedgerStill(tx, shopId);
  const before = await tx.$queryRaw<Customer[]>`
    SELECT customer_id AS "customerId" FROM orders WHERE shop_id = ${shopId} AND id = ${order.id} FOR UPDATE`;
  const values = orderValues(order);
  const record = JSON.stringify(Object.fromEntries(ORDER_COLUMNS.map((name, index) => [name, values[index]])));
  const after = await tx.$queryRawUnsafe<Customer[]>(SAVE, shopId, record);
  if (after.length === 0) return null;
  return distinct([...before, ...after]);
}

type GoneOrder = {
  orderId: bigint;
  /** When Shopify was asked. */
  seenAt: Date;
};

/**
 * Removes an order that Shopify does not know any more, and remembers it: an earlier read may still be on its way.
 *
 * @returns the customer whose order it was; null where there was no such order
 */
export async function removeOrder(tx: ShopTransaction, shopId: bigint, { orderId, seenAt }: GoneOrder): Promise<bigint[] | null> {
  await holdOrderWriters(tx, shopId);
  // Nor does one come back whose number a redaction has erased.
  if (await wasErased(tx, shopId, "order", orderId)) return null;
  await tx.$executeRaw`
    INSERT INTO gone_orders AS known (shop_id, order_id, seen_at) VALUES (${shopId}, ${orderId}, ${seenAt})
    ON CONFLICT (shop_id, order_id) DO UPDATE SET seen_at = greatest(known.seen_at, excluded.seen_at)`;
  const gone = await tx.$queryRaw<Customer[]>`
    DELETE FROM orders WHERE shop_id = ${shopId} AND id = ${orderId} AND read_at <= ${seenAt} RETURNING customer_id AS "customerId"`;
  return gone.length === 0 ? null : distinct(gone);
}

/** Removes the orders that a bulk file would have shown, and did not: each that it showed counts as read when it was begun. */
export async function removeUnseenOrders(tx: ShopTransaction, shopId: bigint, { readBefore, processedFrom }: FileCoverage): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM orders
    WHERE shop_id = ${shopId} AND read_at < ${readBefore} AND (${processedFrom}::timestamptz IS NULL OR processed_at >= ${processedFrom})`;
}

/** What stands of each order in the ledger, told from another state of it by its text. */
export async function readOrderStates(tx: ShopTransaction, shopId: bigint, orderIds: readonly bigint[]): Promise<Map<bigint, string>> {
  const rows = await tx.$queryRaw<{ id: bigint; state: string }[]>`
    SELECT id, (to_jsonb(known) - 'read_at')::text AS state FROM orders AS known WHERE shop_id = ${shopId} AND id = ANY(${orderIds}::bigint[])`;
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/**
 * Puts every order on its day in the shop's time zone, the same as localDay (app/time) gives an order that is read. Those
 * that were read by the zone before are seen: their writers have ended.
 */
export async function moveOrderDays(tx: ShopTransaction, shopId: bigint): Promise<void> {
  await holdOrderWriters(tx, shopId);
  await tx.$executeRaw`
    UPDATE orders SET order_day = (processed_at AT TIME ZONE shops.time_zone)::date
    FROM shops
    WHERE shops.id = ${shopId} AND orders.shop_id = ${shopId} AND order_day <> (processed_at AT TIME ZONE shops.time_zone)::date`;
}

function distinct(rows: Customer[]): bigint[] {
  return [...new Set(rows.map((row) => row.customerId))].filter((id) => id !== null);
}
