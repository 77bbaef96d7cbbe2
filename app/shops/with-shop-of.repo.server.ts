import { escapeLiteral, type PoolClient } from "pg";
import type { Database } from "../db/database.server.ts";
import { withShopConnectionAsking } from "../db/with-shop.server.ts";

export type KnownShop = { id: string; uninstalledAt: Date | null };

const idsIn = new WeakMap<Database, Map<string, string>>();

/**
 * Opens the door to the rows of a shop of which the domain is known; null, and no work, where there is none. A shop keeps
 * its id for as long as it is known: all but the first ask for nothing before their transaction.
 */
export async function withShopOf<T>(db: Database, domain: string, work: (client: PoolClient, shop: KnownShop) => Promise<T>): Promise<T | null> {
  const find = `SELECT id, uninstalled_at AS "uninstalledAt" FROM shops WHERE domain = ${escapeLiteral(domain)}`;
  const ids = idsIn.get(db) ?? new Map<string, string>();
  idsIn.set(db, ids);
  const id = ids.get(domain) ?? (await db.pool.query<KnownShop>(find)).rows[0]?.id;
  if (id === undefined) return null;
  ids.set(domain, id);
  const done = await withShopConnectionAsking(db, BigInt(id), find, async (client, [shop]: KnownShop[]) =>
    shop?.id === id ? { result: await work(client, shop) } : null,
  );
  if (done) return done.result;
  // Erased meanwhile; one that comes back has another id.
  ids.delete(domain);
  return withShopOf(db, domain, work);
}
