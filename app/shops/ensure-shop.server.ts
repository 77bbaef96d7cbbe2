import type { Deps } from "../deps.server.ts";
import { findShopByDomain, requireShop } from "./find-shop.repo.server.ts";
import { readShopDetails } from "./read-shop-details.server.ts";
import type { Shop } from "./shop.ts";

/**
 * The shop that a page is for. Its first page may be asked for before the installation's job has read the shop's
 * currency and time zone: then they are read here.
 */
export async function ensureShop(deps: Deps, domain: string): Promise<Shop> {
  const row = await findShopByDomain(deps.db, domain);
  if (!row) throw new Error(`${domain} has not installed the app.`);
  if (row.currency === null || row.timeZone === null) await readShopDetails(deps, row.id);
  return requireShop(deps.db, row.id);
}
