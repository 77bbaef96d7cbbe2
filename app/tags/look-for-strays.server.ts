import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { type Searched, searchTagged } from "./search-tagged.server.ts";
import { findStrays, noteStraySearch } from "./stray-tags.repo.server.ts";
import { takeStrays } from "./take-strays.repo.server.ts";

/**
 * Customers who are gone may have been merged without anybody having told of it, or of whom into: what stood on them is
 * looked for in Shopify, and remembered of whoever carries it now. Asked for only where such a customer was noted.
 */
export async function lookForStrays({ db, shopify, clock }: Pick<Deps, "db" | "shopify" | "clock">, shopId: bigint): Promise<Searched<void>> {
  const strays = await withShop(db, shopId, (tx) => findStrays(tx, shopId));
  if (strays.sets.length === 0) return { is: "read", read: undefined };
  return searchTagged({ shopify }, shopId, {
    names: [...new Set(strays.sets.flat())],
    id: strays.searchId,
    note: (id) => withShop(db, shopId, (tx) => noteStraySearch(tx, shopId, strays, id)),
    read: (lines) => takeStrays(db, shopId, strays, clock(), lines),
  });
}
