import { type Live } from "../customers/read-live.server.ts";
import { type Found, searchCustomers } from "../customers/search-customers.server.ts";
import type { Deps } from "../deps.server.ts";
import { findCustomersOfOrders } from "./find-customers-of-orders.repo.server.ts";

/**
 * Whom a reader may mean: by customer number or order name from the database, else by whatever Shopify's search
 * knows of them. Names and addresses are not stored here, so only Shopify can look for those; a reader who may not see
 * them must not find out either (`byName`).
 */
export async function findCustomers(deps: Pick<Deps, "db" | "shopify" | "log">, shopId: bigint, words: string, { byName }: { byName: boolean }): Promise<Live<Found>> {
  const known = await findCustomersOfOrders(deps.db, shopId, words);
  return known.length > 0 || !byName ? { status: "read", data: { customerIds: known, complete: true } } : searchCustomers(deps, shopId, words);
}
