import { holdLedgerStill } from "../orders/ledger-lock.repo.server.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";

/** First half of the advisory locks' keys: any constant that nobody else on the database uses. */
const SPACE = 73_182;

/** Until the end of a switch, which takes seconds in a shop of a million customers. */
export const LONGEST_TURN_MS = 120_000;

/**
 * Until the end of the transaction nobody else changes the current run's rows and sums, or puts another run in its place,
 * and whoever is redacted is so before or after. In this order: whoever held the turn and waited for the ledger would wait
 * for a redaction that waits for somebody who waits for the turn.
 */
export async function takeScoringTurn(tx: ShopTransaction, shopId: bigint): Promise<void> {
  await holdLedgerStill(tx, shopId);
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SPACE}::integer, hashtext(${String(shopId)}))`;
}
