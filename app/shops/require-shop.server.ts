import type { Deps } from "../deps.server.ts";
import { findShopByDomain, requireShop as requireShopById } from "./find-shop.repo.server.ts";
import { readShopDetails } from "./read-shop-details.server.ts";
import type { Shop } from "./shop.ts";

/**
 * The shop whose pages are asked for. The first page may come before the worker has got to the installation: then the
 * shop's details are read here.
 *
 * @throws Error where the app is not installed there
 */
export async function requireShop(deps: Deps, domain: string): Promise<Shop> {
  const row = await findShopByDomain(deps.db, domain);
  if (!row) throw new Error(`Shop ${domain} is not installed.`);
  if (row.currency === null) await readShopDetails(deps, row.id);
  return requireShopById(deps.db, row.id);
}
