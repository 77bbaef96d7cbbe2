import { type Live, readLive } from "../customers/read-live.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import type { SegmentDefinition } from "../segments/definition.ts";
import { findEveryTag } from "../segments/definitions.repo.server.ts";
import { foldTag } from "../segments/fold-tag.ts";
import { namedTags } from "../segments/tag-names.ts";
import { TaggedCustomers } from "./tagged-customers.graphql.ts";

/**
 * Tags that a draft names, that no version of the shop's definition ever did, and that customers in Shopify carry already.
 * Only such names are asked for: a draft that changes none asks Shopify nothing.
 */
export async function findForeignTags({ db, shopify, log }: Pick<Deps, "db" | "shopify" | "log">, shopId: bigint, draft: SegmentDefinition): Promise<Live<string[]>> {
  const ours = new Set((await withShop(db, shopId, (tx) => findEveryTag(tx, shopId))).map(foldTag));
  const added = namedTags(draft).map(({ tag }) => tag).filter((tag) => !ours.has(foldTag(tag)));
  return readLive({ log }, "tags of others", async () => {
    const found = await Promise.all(added.map(async (tag) => {
      const { customers } = await shopify.run(shopId, TaggedCustomers, { query: searchFor(tag) });
      // A search may find more than what is meant.
      return customers.nodes.some(({ tags }) => tags.some((it) => foldTag(it) === foldTag(tag))) ? [tag] : [];
    }));
    return found.flat();
  });
}

/** What is syntax even between quotes cannot be asked for. */
function searchFor(tag: string): string {
  return `tag:"${tag.replaceAll(/["\\*]/g, " ")}"`;
}
