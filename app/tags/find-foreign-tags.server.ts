import { type Live, readLive } from "../customers/read-live.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import type { SegmentDefinition } from "../segments/definition.ts";
import { findEveryTag } from "../segments/definitions.repo.server.ts";
import { foldTag } from "../segments/fold-tag.ts";
import { namedTags } from "../segments/tag-names.ts";
import { TaggedCustomers } from "./tagged-customers.graphql.ts";

/**
 * Tags that a draft names, that are none of ours, and that customers in Shopify carry already. Ours is what any version of
 * the shop's definition named, once anything was written: from then on a draft that changes no name asks Shopify nothing.
 */
export async function findForeignTags({ db, shopify, log }: Pick<Deps, "db" | "shopify" | "log">, shopId: bigint, draft: SegmentDefinition): Promise<Live<string[]>> {
  const ours = new Set((await withShop(db, shopId, (tx) => findOurs(tx, shopId))).map(foldTag));
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

async function findOurs(tx: ShopTransaction, shopId: bigint): Promise<string[]> {
  const written = await tx.customerWrite.findFirst({ where: { shopId }, select: { customerId: true } });
  return written === null ? [] : findEveryTag(tx, shopId);
}

/** What is syntax even between quotes cannot be asked for. */
function searchFor(tag: string): string {
  return `tag:"${tag.replaceAll(/["\\*]/g, " ")}"`;
}
