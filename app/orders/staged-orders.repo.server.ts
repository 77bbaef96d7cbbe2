import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Assessment } from "./assess-order.ts";
import { HOLD_MERGES_STILL } from "./customer-merges.repo.server.ts";
import type { FileCoverage } from "./file-coverage.ts";
import { mergeOrdersSql } from "./merge-orders-sql.ts";
import { ORDER_COLUMNS } from "./order-columns.ts";
import { orderFactsOfRow } from "./order-facts-of-row.ts";
import type { OrderFacts } from "./order-facts.ts";

const NAMES = ORDER_COLUMNS.join(", ");
const COPY = {
  orders: `COPY staged_orders (${NAMES}) FROM STDIN`,
  giftCards: "COPY staged_gift_cards (order_id, minor) FROM STDIN",
};
const MERGE = mergeOrdersSql("staged_orders");

/** Tables of this transaction alone: what a file says before it is held against what is known. */
export async function createStaging(client: PoolClient): Promise<void> {
  await client.query(`CREATE TEMPORARY TABLE staged_orders ON COMMIT DROP AS SELECT ${NAMES} FROM orders WITH NO DATA`);
  await client.query("CREATE TEMPORARY TABLE staged_gift_cards (order_id bigint, minor bigint) ON COMMIT DROP");
}

/** @param rows in COPY's text format (copyRow) */
export async function copyStaged(client: PoolClient, table: keyof typeof COPY, rows: string): Promise<void> {
  await pipeline([rows], client.query(copyFrom(COPY[table])));
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
      current_tax_minor AS "currentTaxMinor", gift_cards.minor AS "giftCardMinor",
      refund_discrepancy_minor AS "refundDiscrepancyMinor"
    FROM (SELECT order_id, sum(minor)::bigint AS minor FROM staged_gift_cards GROUP BY order_id) AS gift_cards
    JOIN staged_orders AS staged ON staged.id = gift_cards.order_id`);
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
  await client.query(HOLD_MERGES_STILL, [String(shopId)]);
  await client.query(MERGE, [String(shopId)]);
}

export async function removeUnstaged(client: PoolClient, shopId: bigint, { readBefore, processedFrom }: FileCoverage): Promise<void> {
  await client.query(
    `DELETE FROM orders AS known
     WHERE shop_id = $1 AND read_at < $2 AND ($3::timestamptz IS NULL OR processed_at >= $3)
       AND NOT EXISTS (SELECT 1 FROM staged_orders AS staged WHERE staged.id = known.id)`,
    [String(shopId), readBefore, processedFrom],
  );
}
