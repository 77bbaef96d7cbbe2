import type { ShopTransaction } from "../db/with-shop.server.ts";
import { findAllDefinitions } from "../segments/definitions.repo.server.ts";
import { type Dimension, dimensionsByTag } from "./tag-dimension.ts";

/** Of which dimension a tag was, by the folded tag, in any definition that the shop has had; the latest says. */
export async function findEarlierDimensions(tx: ShopTransaction, shopId: bigint): Promise<Map<string, Dimension>> {
  const definitions = await findAllDefinitions(tx, shopId);
  return new Map(definitions.flatMap((definition) => [...dimensionsByTag(definition)]));
}
