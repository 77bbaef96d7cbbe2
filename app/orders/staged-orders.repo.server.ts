import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { mergeOrdersSql } from "./merge-orders-sql.ts";
import { ORDER_COLUMNS } from "./order-columns.ts";
import { saleWishesSql } from "./opt-outs.repo.server.ts";
import { mergeProductsSql } from "./products.repo.server.ts";

const NAMES = ORDER_COLUMNS.join(", ");
const COPY_ORDERS = `COPY staged_orders (${NAMES}, sale_opt_out) FROM STDIN`;
const COPY_PRODUCTS = "COPY staged_products (id, title) FROM STDIN";
const MERGE_ORDERS = mergeOrdersSql("staged_orders");
const TAKE_OVER_WISHES = saleWishesSql("staged_orders");
const MERGE_PRODUCTS = mergeProductsSql("staged_products");

/** Newer states than the file's stay, but the file shows that Shopify has these orders still. */
const NOTE_SEEN = `
  UPDATE orders AS known SET read_at = staged.read_at FROM staged_orders AS staged
  WHERE known.shop_id = $1 AND known.id = staged.id AND known.read_at < staged.read_at`;

/**
 * Orders, each with its customer's wish, and products as rows for COPY (copyRow), how many orders they are, and when
 * Shopify was asked for them.
 */
export type StagedRows = { orders: Buffer[]; products: string; rows: number; readAt: Date };

/** Takes what was read of Shopify into the ledger, which is held still: what is newer there already stays. */
export async function mergeStaged(client: PoolClient, shopId: bigint, { orders, products, rows, readAt }: StagedRows): Promise<void> {
  // Tables of this transaction alone: PostgreSQL takes no COPY into tables whose rows it guards.
  await client.query(`
    CREATE TEMPORARY TABLE staged_orders ON COMMIT DROP AS SELECT ${NAMES}, false AS sale_opt_out FROM orders WITH NO DATA;
    CREATE TEMPORARY TABLE staged_products (id bigint, title text) ON COMMIT DROP`);
  await pipeline(orders, client.query(copyFrom(COPY_ORDERS)));
  await pipeline([products], client.query(copyFrom(COPY_PRODUCTS)));
  const { rowCount } = await client.query(MERGE_ORDERS, [String(shopId)]);
  if (rowCount !== rows) await client.query(NOTE_SEEN, [String(shopId)]);
  await client.query(TAKE_OVER_WISHES, [String(shopId), readAt]);
  await client.query(MERGE_PRODUCTS, [String(shopId)]);
}
