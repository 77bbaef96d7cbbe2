import type { Database } from "../db/database.server.ts";
import { withShopConnection } from "../db/with-shop.server.ts";

/** One writer a customer: waits for its turn. PostgreSQL ends the turn with the connection, should the process die. */
export function holdCustomer<T>(db: Database, shopId: bigint, customerId: bigint, work: () => Promise<T>): Promise<T> {
  return withShopConnection(db, shopId, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))", [`write-customer:${shopId}:${customerId}`]);
    return work();
  });
}
