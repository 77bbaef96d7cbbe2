import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Assessment } from "./assess-order.ts";
import type { FileCoverage } from "./file-coverage.ts";
import { HOLD_LEDGER_STILL } from "./ledger-lock.repo.server.ts";
import { mergeOrdersSql } from "./merge-orders-sql.ts";
import { DELETED_PRODUCT } from "./order-basket.ts";
import { ORDER_COLUMNS } from "./order-columns.ts";
import { orderFactsOfRow } from "./order-facts-of-row.ts";
import type { OrderFacts } from "./order-facts.ts";
import { mergeProductsSql } from "./products.repo.server.ts";

const NAMES = ORDER_COLUMNS.join(", ");
const COPY = {
  orders: `COPY staged_orders (${NAMES}) FROM STDIN`,
  lines: "COPY staged_lines (order_id, id, product_id, gift_card_minor) FROM STDIN",
  products: "COPY staged_products (id, title) FROM STDIN",
};
export type StagedTable = keyof typeof COPY;
export const STAGED_TABLES = Object.keys(COPY) as StagedTable[];

/** An order's lines stand anywhere after it in the file, so that its products are known when all are there. */
const ORDERS_WITH_PRODUCTS = `(
  SELECT ${ORDER_COLUMNS.map((name) => (name === "product_ids" ? "coalesce(baskets.product_ids, '{}') AS product_ids" : `staged.${name}`)).join(", ")}
  FROM staged_orders AS staged LEFT JOIN staged_baskets AS baskets ON baskets.order_id = staged.id)`;
const MERGE_ORDERS = mergeOrdersSql(ORDERS_WITH_PRODUCTS);
const MERGE_PRODUCTS = mergeProductsSql("staged_products");

/** Tables of this transaction alone: what a file says before it is held against what is known. */
export async function createStaging(client: PoolClient): Promise<void> {
  await client.query(`CREATE TEMPORARY TABLE staged_orders ON COMMIT DROP AS SELECT ${NAMES} FROM orders WITH NO DATA`);
  await client.query("CREATE TEMPORARY TABLE staged_lines (order_id bigint, id bigint, product_id bigint, gift_card_minor bigint) ON COMMIT DROP");
  await client.query("CREATE TEMPORARY TABLE staged_products (id bigint, title text) ON COMMIT DROP");
}

/** @param rows in COPY's text format (copyRow) */
export async function copyStaged(client: PoolClient, table: StagedTable, rows: string): Promise<void> {
  await pipeline([rows], client.query(copyFrom(COPY[table])));
}

/** When all lines are staged: what basketOf (order-basket.ts) makes of one order's, for all. */
export async function gatherBaskets(client: PoolClient): Promise<void> {
  await client.query(`
    CREATE TEMPORARY TABLE staged_baskets ON COMMIT DROP AS
    SELECT order_id, array_agg(coalesce(product_id, ${DELETED_PRODUCT}) ORDER BY id) AS product_ids,
      sum(gift_card_minor)::bigint AS gift_card_minor
    FROM staged_lines GROUP BY order_id`);
  await client.query("ANALYZE staged_orders, staged_baskets");
}

/** Staged orders that have gift cards, with their facts, `batchSize` at a time. */
export async function* readGiftCardOrders(
  client: PoolClient,
  batchSize: number,
): AsyncGenerator<{ id: string; facts: OrderFacts }[]> {
  await client.query("CREATE INDEX ON staged_orders (id)");
  await client.query(`
    DECLARE gift_card_orders NO SCROLL CURSOR FOR
    SELECT staged.id, test, cancelled_at AS "cancelledAt", financial_status AS "financialStatus",
      currency, taxes_included AS "taxesIncluded", current_subtotal_minor AS "currentSubtotalMinor",
      current_tax_minor AS "currentTaxMinor", baskets.gift_card_minor AS "giftCardMinor",
      refund_discrepancy_minor AS "refundDiscrepancyMinor"
    FROM staged_baskets AS baskets
    JOIN staged_orders AS staged ON staged.id = baskets.order_id
    WHERE baskets.gift_card_minor > 0`);
  for (;;) {
    const { rows } = await client.query<Parameters<typeof orderFactsOfRow>[0] & { id: string }>(
      `FETCH ${batchSize} FROM gift_card_orders`,
    );
    if (rows.length === 0) return;
    yield rows.map((row) => ({ id: row.id, facts: orderFactsOfRow(row) }));
  }
}

export async function updateStaged(
  client: PoolClient,
  orders: (Assessment & { id: string; giftCardMinor: number })[],
): Promise<void> {
  await client.query(
    `UPDATE staged_orders AS staged
     SET gift_card_minor = assessed.gift_card_minor, net_minor = assessed.net_minor, exclusion = assessed.exclusion
     FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[])
       AS assessed (id, gift_card_minor, net_minor, exclusion)
     WHERE staged.id = assessed.id`,
    [
      orders.map((it) => it.id),
      orders.map((it) => it.giftCardMinor),
      orders.map((it) => it.netMinor),
      orders.map((it) => it.exclusion),
    ],
  );
}

export async function mergeStaged(client: PoolClient, shopId: bigint): Promise<void> {
  await client.query(HOLD_LEDGER_STILL, [String(shopId)]);
  await client.query(MERGE_ORDERS, [String(shopId)]);
  await client.query(MERGE_PRODUCTS, [String(shopId)]);
}

export async function removeUnstaged(client: PoolClient, shopId: bigint, { readBefore, processedFrom }: FileCoverage): Promise<void> {
  await client.query(
    `DELETE FROM orders AS known
     WHERE shop_id = $1 AND read_at < $2 AND ($3::timestamptz IS NULL OR processed_at >= $3)
       AND NOT EXISTS (SELECT 1 FROM staged_orders AS staged WHERE staged.id = known.id)`,
    [String(shopId), readBefore, processedFrom],
  );
}
