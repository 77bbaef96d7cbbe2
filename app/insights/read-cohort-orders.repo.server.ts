import type { PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { createColumns, createRowReader } from "../db/read-columns.ts";
import { NOT_OPTED_OUT } from "../orders/not-opted-out-sql.ts";
import { COHORT_CUTS } from "./cohort-cuts.ts";
import type { CohortSums } from "./cohort-sums.ts";
import { createCohortGatherer } from "./gather-cohorts.ts";
import { monthCalendar } from "./month-calendar.ts";
import type { ShopSplits } from "./shop-splits.ts";
import { splitKeySql } from "./split-key-sql.ts";

export type SplitRun = { shopId: bigint; runId: bigint; /** A day number. */ observationEnd: number; splits: ShopSplits };

/** explainOrder with tax and shipping counted (app/orders/explain-order.ts), over a row of `orders`. */
const REVENUE = `current_subtotal_minor + shipping_minor - gift_card_minor + refund_discrepancy_minor
  + CASE WHEN taxes_included THEN 0 ELSE current_tax_minor + shipping_tax_minor END`;

/**
 * One pass over the orders that count, customer by customer, the first order of each before the others. Of whoever the
 * run did not score nothing is read.
 *
 * @returns by cut (all, then COHORT_CUTS) and place
 */
export async function readCohortOrders(client: PoolClient, run: SplitRun): Promise<CohortSums[][][]> {
  // The earliest day has to be that of the orders which follow.
  await client.query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
  const counted = `FROM orders WHERE shop_id = ${run.shopId} AND customer_id IS NOT NULL AND exclusion IS NULL AND ${NOT_OPTED_OUT}`;
  const { rows } = await client.query<{ day: number }>(`SELECT coalesce(min(order_day) - date '1970-01-01', 0) AS day ${counted}`);
  const firstDay = Math.min(rows[0]!.day, run.observationEnd);
  const gatherer = createCohortGatherer(monthCalendar(firstDay, run.observationEnd), 1 + COHORT_CUTS.length);
  const predictedOf = await readPredicted(client, run);

  let current = -1;
  let predicted: number | null = null;
  const read = createRowReader(["customerId", "day", "netMinor", "revenueMinor", ...COHORT_CUTS], (row) => {
    const [customerId, day, net, revenue] = [row[0]!, row[1]!, row[2]!, row[3]!];
    if (customerId !== current) {
      current = customerId;
      predicted = predictedOf(customerId);
      if (predicted !== null) gatherer.begin(day, predicted, (cut) => (cut === 0 ? 0 : row[3 + cut]!));
    }
    if (predicted !== null) gatherer.add(day, net, revenue);
  });
  const sql = `
    SELECT customer_id, least(order_day - date '1970-01-01', ${run.observationEnd}), net_minor, ${REVENUE}, ${placesSql(client, run.splits)}
    ${counted} ORDER BY customer_id, processed_at, id`;
  // By the index on customers each order would be fetched from somewhere else: the table read through and sorted takes a quarter.
  await client.query("SET LOCAL enable_incremental_sort = off");
  for await (const chunk of client.query(copyTo(`COPY (${sql}) TO STDOUT`))) read(chunk as Buffer);
  return gatherer.end();
}

/** What the run expects of each customer, for calls with ascending ids; null of whoever it does not know. */
async function readPredicted(client: PoolClient, { shopId, runId }: SplitRun): Promise<(customerId: number) => number | null> {
  const columns = createColumns(["customerId", "predictedMinor"]);
  const sql = `SELECT customer_id, predicted_value_minor FROM customer_scores WHERE shop_id = ${shopId} AND run_id = ${runId} ORDER BY customer_id`;
  for await (const chunk of client.query(copyTo(`COPY (${sql}) TO STDOUT`))) columns.push(chunk as Buffer);
  const { customerId: ids, predictedMinor } = columns.end();
  let at = 0;
  return (customerId) => {
    while (at < ids.length && ids[at]! < customerId) at += 1;
    return ids[at] === customerId ? predictedMinor[at]! : null;
  };
}

/** Of each cut: where the order's key stands among those with a cell of their own, the unknown one among them; else behind them. */
function placesSql(client: PoolClient, { cells, orderSizeBands }: ShopSplits): string {
  const borders = `'{${orderSizeBands.flatMap(({ fromMinor }) => fromMinor ?? []).join()}}'::bigint[]`;
  const places = COHORT_CUTS.map((cut) => {
    const keys = cells[cut].top.map(({ key }) => (key === null ? "NULL" : client.escapeLiteral(key)));
    return `coalesce(array_position(ARRAY[${keys.join()}]::text[], ${splitKeySql(cut, borders)}), ${keys.length + 1}) - 1`;
  });
  return places.join(", ");
}
