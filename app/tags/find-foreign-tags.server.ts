import { type Live, readLive } from "../customers/read-live.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import type { SegmentDefinition } from "../segments/definition.ts";
import { foldTag } from "../segments/fold-tag.ts";
import { namedTags } from "../segments/tag-names.ts";
import { tagSearch } from "./tag-search.ts";
import { TaggedCustomers } from "./tagged-customers.graphql.ts";

/**
 * Tags that a draft names, that are none of ours, and that customers in Shopify carry already. Ours is what has been looked
 * for before it was first written: from then on a draft that changes no name asks Shopify nothing.
 */
export async function findForeignTags({ db, shopify, log }: Pick<Deps, "db" | "shopify" | "log">, shopId: bigint, draft: SegmentDefinition): Promise<Live<string[]>> {
  const { soughtTags } = await withShop(db, shopId, (tx) => tx.shop.findUniqueOrThrow({ where: { id: shopId } }));
  const ours = new Set(soughtTags.map(foldTag));
  const added = namedTags(draft).map(({ tag }) => tag).filter((tag) => !ours.has(foldTag(tag)));
  return readLive({ log }, "tags of others", async () => {
    const found = await Promise.all(added.map(async (tag) => {
      const { customers } = await shopify.run(shopId, TaggedCustomers, { query: tagSearch([tag]) });
      // A search may find more than what is meant.
      return customers.nodes.some(({ tags }) => tags.some((it) => foldTag(it) === foldTag(tag))) ? [tag] : [];
    }));
    return found.flat();
  });
}
