import type { Live } from "../customers/read-live.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import type { SegmentDefinition } from "../segments/definition.ts";
import { foldTag } from "../segments/fold-tag.ts";
import { namedTags } from "../segments/tag-names.ts";
import { findCarriedTags } from "./find-carried-tags.server.ts";

/**
 * Tags that a draft names, that are none of ours, and that customers in Shopify carry already. Ours is what has been looked
 * for before it was first written: from then on a draft that changes no name asks Shopify nothing.
 */
export async function findForeignTags(deps: Pick<Deps, "db" | "shopify" | "log">, shopId: bigint, draft: SegmentDefinition): Promise<Live<string[]>> {
  const { soughtTags } = await withShop(deps.db, shopId, (tx) => tx.shop.findUniqueOrThrow({ where: { id: shopId } }));
  const ours = new Set(soughtTags.map(foldTag));
  const added = namedTags(draft).map(({ tag }) => tag).filter((tag) => !ours.has(foldTag(tag)));
  return findCarriedTags(deps, shopId, added);
}
