import type { ShopTransaction } from "../db/with-shop.server.ts";
import type { OrderLine } from "./order-basket.ts";

/**
 * Keeps what products are called now, each once a shop.
 *
 * @param source what has the rows: a table or a function with the columns id and title; $1 is the shop
 */
export function mergeProductsSql(source: string): string {
  return `
    INSERT INTO products AS known (shop_id, id, title)
    SELECT DISTINCT ON (incoming.id) $1::bigint, incoming.id, incoming.title FROM ${source} AS incoming (id, title)
    ORDER BY incoming.id
    ON CONFLICT (shop_id, id) DO UPDATE SET title = excluded.title WHERE known.title <> excluded.title`;
}

const SAVE = mergeProductsSql("unnest($2::bigint[], $3::text[])");

/** The products of an order's lines. */
export async function saveProducts(tx: ShopTransaction, shopId: bigint, lines: readonly OrderLine[]): Promise<void> {
  const products = lines.flatMap(({ product }) => product ?? []);
  if (products.length === 0) return;
  await tx.$executeRawUnsafe(SAVE, shopId, products.map(({ id }) => id), products.map(({ title }) => title));
}

/** By product id, as text. */
export async function findProductTitles(tx: ShopTransaction, shopId: bigint, ids: readonly bigint[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.product.findMany({ where: { shopId, id: { in: [...ids] } } });
  return new Map(rows.map(({ id, title }) => [String(id), title]));
}
