import type { Database } from "../db/database.server.ts";
import { deleteInParts } from "../db/delete-in-parts.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { shopFlag } from "../queue/shop-flag.ts";

/**
 * Removes every row of a shop, its own last, and what waits for it in the queue or was given up. May be cut off anywhere:
 * the next attempt goes on. A job that is being worked ends by itself, and needs its row only where it holds a line of jobs.
 */
export async function eraseShop(db: Database, shopId: bigint): Promise<void> {
  for (const table of await findTenantTables(db)) await deleteInParts(db, shopId, table);
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
