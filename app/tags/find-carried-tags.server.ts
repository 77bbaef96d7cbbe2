import { type Live, readLive } from "../customers/read-live.server.ts";
import type { Deps } from "../deps.server.ts";
import { foldTag } from "../segments/fold-tag.ts";
import { tagSearch } from "./tag-search.ts";
import { TaggedCustomers } from "./tagged-customers.graphql.ts";

/** Which of these tags customers in Shopify carry, whoever gave them. */
export function findCarriedTags({ shopify, log }: Pick<Deps, "shopify" | "log">, shopId: bigint, names: readonly string[]): Promise<Live<string[]>> {
  return readLive({ log }, "tags of others", async () => {
    const found = await Promise.all(names.map(async (tag) => {
      const { customers } = await shopify.run(shopId, TaggedCustomers, { query: tagSearch([tag]) });
      // A search may find more than what is meant.
      return customers.nodes.some(({ tags }) => tags.some((it) => foldTag(it) === foldTag(tag))) ? [tag] : [];
    }));
    return found.flat();
  });
}
