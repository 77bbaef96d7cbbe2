import type { Database } from "../../db/database.server.ts";
import type { ShopifySegment } from "../../db/generated/client.ts";
import { withShop } from "../../db/with-shop.server.ts";

export function readSegments(db: Database, shopId: bigint): Promise<ShopifySegment[]> {
  return withShop(db, shopId, (tx) => tx.shopifySegment.findMany({ where: { shopId }, orderBy: { place: "asc" } }));
}

export async function storeSegment(db: Database, row: ShopifySegment): Promise<void> {
  const { shopId, place } = row;
  await withShop(db, shopId, (tx) => tx.shopifySegment.upsert({ where: { shopId_place: { shopId, place } }, create: row, update: row }));
}

export async function forgetSegment(db: Database, { shopId, place }: ShopifySegment): Promise<void> {
  await withShop(db, shopId, (tx) => tx.shopifySegment.delete({ where: { shopId_place: { shopId, place } } }));
}
