import type { Database } from "../db/database.server.ts";
import type { Shop as ShopRow } from "../db/generated/client.ts";
import type { Shop } from "./shop.ts";

/** By its domain; null where the app is not installed there (any more). */
export async function findShopByDomain(db: Database, domain: string): Promise<ShopRow | null> {
  return db.prisma.shop.findFirst({ where: { domain, uninstalledAt: null } });
}

/** @throws Error where the app is not installed there, or Shopify has not told the shop's details yet. */
export async function requireShop(db: Database, shopId: bigint): Promise<Shop> {
  const row = await db.prisma.shop.findFirst({ where: { id: shopId, uninstalledAt: null } });
  if (!row) throw new Error(`Shop ${shopId} is not installed.`);
  if (row.currency === null || row.timeZone === null) {
    throw new Error(`Shop ${row.domain}: its currency and time zone have not been read from Shopify yet.`);
  }
  return { ...row, currency: row.currency, timeZone: row.timeZone };
}

/** Whether there is work to do on the shop: the app is installed there, and Shopify has not taken away its access since. */
export async function hasAccess(db: Database, shopId: bigint): Promise<boolean> {
  const open = { OR: [{ accessLostAt: null }, { accessBackAt: { not: null } }] };
  return (await db.prisma.shop.count({ where: { id: shopId, uninstalledAt: null, ...open } })) > 0;
}
