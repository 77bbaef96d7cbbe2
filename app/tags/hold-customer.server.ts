import type { Database } from "../db/database.server.ts";
import { takeTurn } from "../db/take-turn.server.ts";

/** One writer a customer. */
export function holdCustomer<T>(db: Database, shopId: bigint, customerId: bigint, work: () => Promise<T>): Promise<T> {
  return takeTurn(db, shopId, `write-customer:${customerId}`, work);
}
