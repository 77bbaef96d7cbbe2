import type { Database } from "./database.server.ts";
import { type ShopTransaction, withShop } from "./with-shop.server.ts";

/** Rows a transaction: some tenths of a second. One transaction would hold what all shops' dead rows leave for as long as it takes. */
const BATCH = 20_000;

/**
 * Removes all rows of a shop from a table. May be cut off anywhere: the next attempt goes on.
 *
 * @param begin first in each transaction: takes the turn of those who lock several of the table's rows
 */
export async function deleteInParts(db: Database, shopId: bigint, table: string, begin?: (tx: ShopTransaction, shopId: bigint) => Promise<void>): Promise<void> {
  const statement = `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE shop_id = $1 LIMIT ${BATCH}))`;
  let removed = BATCH;
  while (removed === BATCH) {
    removed = await withShop(db, shopId, async (tx) => {
      await begin?.(tx, shopId);
      return tx.$executeRawUnsafe(statement, shopId);
    });
  }
}
