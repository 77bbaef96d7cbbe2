import type { ShopTransaction } from "../db/with-shop.server.ts";
import { DEFAULT_DEFINITION, SegmentDefinition } from "../segments/definition.ts";
import { type Dimension, dimensionsByTag } from "./tag-dimension.ts";

/** Of which dimension a tag was, by the folded tag, in any definition that the shop has had; the latest says. */
export async function findEarlierDimensions(tx: ShopTransaction, shopId: bigint): Promise<Map<string, Dimension>> {
  const rows = await tx.segmentDefinition.findMany({ where: { shopId }, orderBy: { version: "asc" } });
  const definitions = [DEFAULT_DEFINITION, ...rows.map(({ definition }) => SegmentDefinition.parse(definition))];
  return new Map(definitions.flatMap((definition) => [...dimensionsByTag(definition)]));
}
