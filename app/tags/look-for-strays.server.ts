import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { searchTagged } from "./search-tagged.server.ts";
import { findStrays, noteStraySearch, NO_ROOM } from "./stray-tags.repo.server.ts";
import { TAGS_IN_BULK } from "./tags-in-bulk.graphql.ts";
import { takeStrays } from "./take-strays.repo.server.ts";

/**
 * Customers who are gone may have been merged without anybody having told of it, or of whom into: what stood on them is
 * looked for in Shopify, and remembered of whoever carries it now. Asked for only where such a customer was noted.
 *
 * @param begins whether a search begins that is neither under way nor waiting for room at Shopify
 * @returns seconds until the next step, where there was something to look for
 */
export async function lookForStrays(
  { db, shopify, clock }: Pick<Deps, "db" | "shopify" | "clock">,
  shopId: bigint,
  { begins }: { begins: boolean },
): Promise<number | null> {
  const strays = await withShop(db, shopId, (tx) => findStrays(tx, shopId));
  const { sets, searchId } = strays;
  if (sets.length === 0 || (searchId === null && !begins)) return null;
  const note = (id: string | null) => withShop(db, shopId, (tx) => noteStraySearch(tx, shopId, strays, id));
  // Should it be refused now, nobody waits for it any more.
  if (searchId === NO_ROOM) await note(null);
  const searched = await searchTagged({ shopify }, shopId, {
    names: [...new Set(sets.flat())],
    query: TAGS_IN_BULK,
    id: searchId === NO_ROOM ? null : searchId,
    note,
    read: (lines) => takeStrays(db, shopId, strays, clock(), lines),
  });
  if (searched.is === "busy") await note(NO_ROOM);
  return searched.is === "read" ? 0 : searched.seconds;
}
