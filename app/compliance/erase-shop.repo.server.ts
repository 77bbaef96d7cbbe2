import type { Database } from "../db/database.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { shopFlag } from "../queue/shop-flag.ts";

/** Rows a transaction: some tenths of a second. One transaction would hold what all shops' dead rows leave for as long as it takes. */
const BATCH = 20_000;

/**
 * Removes every row of a shop, its own last, and what waits for it in the queue or was given up. May be cut off anywhere:
 * the next attempt goes on. A job that is being worked ends by itself, and needs its row only where it holds a line of jobs.
 */
export async function eraseShop(db: Database, shopId: bigint): Promise<void> {
  for (const table of await findTenantTables(db)) {
    const statement = `DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE shop_id = $1 LIMIT ${BATCH}))`;
    let removed = BATCH;
    while (removed === BATCH) removed = await withShop(db, shopId, (tx) => tx.$executeRawUnsafe(statement, shopId));
  }
  await withShop(db, shopId, async (tx) => {
    // What a job has stored since follows the shop's row.
    await tx.shop.delete({ where: { id: shopId } });
    await tx.$executeRaw`
      DELETE FROM graphile_worker._private_jobs
      WHERE flags ? ${shopFlag(String(shopId))} AND (job_queue_id IS NULL OR locked_at IS NULL)`;
  });
}

async function findTenantTables({ prisma }: Database): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ name: string }[]>`
    SELECT conrelid::regclass::text AS name FROM pg_constraint WHERE contype = 'f' AND confrelid = 'shops'::regclass ORDER BY name`;
  return rows.map(({ name }) => name);
}
