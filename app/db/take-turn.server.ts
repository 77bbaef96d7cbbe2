import type { Database } from "./database.server.ts";
import { withShopConnection } from "./with-shop.server.ts";

/** One at a time of what has this name in the shop. PostgreSQL ends the turn with the connection, should the process die. */
export function takeTurn<T>(db: Database, shopId: bigint, name: string, work: () => Promise<T>): Promise<T> {
  return takeTurns(db, shopId, [name], work);
}

/** Waits for the turn of each of these names, always in the same order, so that no two wait for each other. */
export function takeTurns<T>(db: Database, shopId: bigint, names: readonly string[], work: () => Promise<T>): Promise<T> {
  return withShopConnection(db, shopId, async (client) => {
    for (const name of names.toSorted()) {
      await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`${name}:${shopId}`]);
    }
    return work();
  });
}
