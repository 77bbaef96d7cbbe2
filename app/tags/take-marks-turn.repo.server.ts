import type { ShopTransaction } from "../db/with-shop.server.ts";

/** First half of the advisory locks' keys: any constant that nobody else on the database uses. */
const SPACE = 73_183;

/**
 * Until the end of the transaction nobody else moves or settles marks of more than one customer: which of the rows one
 * comes to first is up to PostgreSQL. Whoever changes a single one takes no turn, nor do those who delete what was before a
 * write for being old, spent or a forgotten customer's, and who notes that orders were merged. $1 is the shop.
 *
 * In this order is locked whatever of it a transaction locks, so that no two wait for each other: a customer (holdCustomers),
 * the ledger, this turn, customer_merges, customer_writes, what hangs on them (written_before, hand_changes, planned_writes,
 * bulk_writes), the shop's row, a run's row.
 */
export const TAKE_MARKS_TURN = `SELECT pg_advisory_xact_lock(${SPACE}, hashtext($1))`;

export async function takeMarksTurn(tx: ShopTransaction, shopId: bigint): Promise<void> {
  await tx.$executeRawUnsafe(TAKE_MARKS_TURN, String(shopId));
}
