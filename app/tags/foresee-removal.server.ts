import { type Live, readLive } from "../customers/read-live.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { findCarriedTags } from "./find-carried-tags.server.ts";
import { METAFIELD_DEFINITIONS, METAFIELD_NAMESPACE } from "./metafield-definitions.ts";
import { OwnMetafieldDefinitions } from "./own-metafield-definitions.graphql.ts";
import { countOwnSegments } from "./shopify-segments/count-own-segments.server.ts";
import { findUnsoughtTags } from "./unsought-tags.repo.server.ts";

export type ForeseenRemoval = {
  /** What Shopify has of ours beside customers. */
  segments: Live<number>;
  definitions: Live<number>;
  /** Tags with our names that customers carry though nothing was written since the installation: they go, too. */
  found: Live<string[]>;
  /** What all that takes, customers aside; each definition takes one, also where it is gone. */
  calls: number;
};

/** What a removal takes away beside what we remember of customers. */
export async function foreseeRemoval(deps: Pick<Deps, "db" | "shopify" | "log">, shopId: bigint): Promise<ForeseenRemoval> {
  const { names } = await withShop(deps.db, shopId, (tx) => findUnsoughtTags(tx, shopId, "removing"));
  const [segments, definitions, found] = await Promise.all([
    readLive(deps, "segments of ours", () => countOwnSegments(deps, shopId)),
    readLive(deps, "definitions of metafields", () => countDefinitions(deps, shopId)),
    findCarriedTags(deps, shopId, names),
  ]);
  const calls = Object.keys(METAFIELD_DEFINITIONS).length + (segments.status === "read" ? segments.data : 0);
  return { segments, definitions, found, calls };
}

async function countDefinitions({ shopify }: Pick<Deps, "shopify">, shopId: bigint): Promise<number> {
  const { metafieldDefinitions } = await shopify.run(shopId, OwnMetafieldDefinitions, { namespace: METAFIELD_NAMESPACE });
  return metafieldDefinitions.nodes.filter(({ key }) => Object.hasOwn(METAFIELD_DEFINITIONS, key)).length;
}
