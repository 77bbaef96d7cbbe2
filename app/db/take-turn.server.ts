import type { Database } from "./database.server.ts";
import { type StatementRunner, statementsOn, withShopConnection } from "./with-shop.server.ts";

/** One at a time of what has this name in the shop. PostgreSQL ends the turn with the connection, should the process die. */
export function takeTurn<T>(db: Database, shopId: bigint, name: string, work: () => Promise<T>): Promise<T> {
  return takeTurns(db, shopId, [name], work);
}

/** Waits for the turn of each of these names, always in the same order, so that no two wait for each other. */
export function takeTurns<T>(db: Database, shopId: bigint, names: readonly string[], work: () => Promise<T>): Promise<T> {
  return withShopConnection(db, shopId, async (client) => {
    const tx = statementsOn(client);
    for (const name of names.toSorted()) await waitForTurn(tx, shopId, name);
    return work();
  });
}

/** The turn until the transaction ends, for work that is all in it and needs no other connection. */
export async function waitForTurn(tx: StatementRunner, shopId: bigint, name: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${name}:${shopId}`}, 0))`;
}
