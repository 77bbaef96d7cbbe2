import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";

export const NOW = new Date("2026-04-01T09:00:00Z");

export async function createShop(db: Database, handle: string, timeZone = "America/New_York"): Promise<bigint> {
  const shop = await db.prisma.shop.create({
    data: { domain: `${handle}.myshopify.com`, currency: "USD", timeZone, scopes: [], installedAt: NOW },
  });
  return shop.id;
}

/** The ledger as far as most tests look at it, by order id. */
export async function readOrders(db: Database, shopId: bigint) {
  const rows = await withShop(db, shopId, (tx) => tx.order.findMany({ where: { shopId }, orderBy: { id: "asc" } }));
  return rows.map(({ id, customerId, netMinor, exclusion }) => [Number(id), customerId && Number(customerId), Number(netMinor), exclusion]);
}

export async function countJobs(owner: { query: (sql: string, values: unknown[]) => Promise<{ rows: unknown[] }> }, key: string) {
  const { rows } = await owner.query("SELECT 1 FROM graphile_worker.jobs WHERE key = $1", [key]);
  return rows.length;
}
