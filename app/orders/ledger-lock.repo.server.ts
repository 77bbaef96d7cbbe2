import type { ShopTransaction } from "../db/with-shop.server.ts";

/** First half of the advisory locks' keys: any constant that nobody else on the database uses. */
const SPACE = 73_181;

/**
 * Until the end of the transaction no customer is merged and no order removed: an order written meanwhile either sees
 * that or is seen by it. Writers of orders do not wait for each other. $1 is the shop.
 */
export const HOLD_LEDGER_STILL = `SELECT pg_advisory_xact_lock_shared(${SPACE}, hashtext($1))`;

export async function holdLedgerStill(tx: ShopTransaction, shopId: bigint): Promise<void> {
  await tx.$executeRawUnsafe(HOLD_LEDGER_STILL, String(shopId));
}

/** Until the end of the transaction nobody writes an order: before one is removed, a customer merged or all are assessed anew. $1 is the shop. */
export const HOLD_ORDER_WRITERS = `SELECT pg_advisory_xact_lock(${SPACE}, hashtext($1))`;

export async function holdOrderWriters(tx: ShopTransaction, shopId: bigint): Promise<void> {
  await tx.$executeRawUnsafe(HOLD_ORDER_WRITERS, String(shopId));
}
