import type { Database } from "./database.server.ts";
import { withShopConnection } from "./with-shop.server.ts";

/** One at a time of what has this name in the shop. PostgreSQL ends the turn with the connection, should the process die. */
export function takeTurn<T>(db: Database, shopId: bigint, name: string, work: () => Promise<T>): Promise<T> {
  return withShopConnection(db, shopId, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`${name}:${shopId}`]);
    return work();
  });
}
