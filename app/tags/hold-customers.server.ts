import type { Database } from "../db/database.server.ts";
import { takeTurns } from "../db/take-turn.server.ts";

/** One writer a customer. */
export function holdCustomers<T>(db: Database, shopId: bigint, customerIds: readonly bigint[], work: () => Promise<T>): Promise<T> {
  return takeTurns(db, shopId, customerIds.map((customerId) => `write-customer:${customerId}`), work);
}
