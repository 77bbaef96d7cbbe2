import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { searchTagged } from "./search-tagged.server.ts";
import { findStrays, noteStraySearch } from "./stray-tags.repo.server.ts";
import { takeStrays } from "./take-strays.repo.server.ts";

/**
 * Customers who are gone may have been merged without anybody having told of it, or of whom into: what stood on them is
 * looked for in Shopify, and remembered of whoever carries it now. Asked for only where such a customer was noted.
 *
 * @param begins whether a search that is not under way begins
 * @returns seconds until the next step, where there was something to look for
 */
export async function lookForStrays(
  { db, shopify, clock }: Pick<Deps, "db" | "shopify" | "clock">,
  shopId: bigint,
  { begins }: { begins: boolean },
): Promise<number | null> {
  const strays = await withShop(db, shopId, (tx) => findStrays(tx, shopId));
  if (strays.sets.length === 0 || (strays.searchId === null && !begins)) return null;
  const searched = await searchTagged({ shopify }, shopId, {
    names: [...new Set(strays.sets.flat())],
    id: strays.searchId,
    note: (id) => withShop(db, shopId, (tx) => noteStraySearch(tx, shopId, strays, id)),
    read: (lines) => takeStrays(db, shopId, strays, clock(), lines),
  });
  return searched.is === "looking" ? searched.seconds : 0;
}
