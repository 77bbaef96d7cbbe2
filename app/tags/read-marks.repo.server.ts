import { to as copyTo } from "pg-copy-streams";
import type { Database } from "../db/database.server.ts";
import { withShopConnection } from "../db/with-shop.server.ts";
import { splitLines } from "../orders/split-lines.ts";
import type { CustomerMarks } from "./plan-write.ts";
import { createMarksReader, MARKS_COLUMNS } from "./marks-row.ts";

/** Larger ones are slower: what is made of a page then outlives the young part of the memory. */
const PAGE = 2000;

/**
 * Everybody in the shop's current run or with marks of ours who is not known to be as wanted, in pages. Nobody without
 * a run, or once uninstalled.
 *
 * PostgreSQL reads the next page while one is worked on.
 */
export async function* readMarks(db: Database, shopId: bigint, begin = 0n): AsyncGenerator<CustomerMarks[]> {
  const read = createMarksReader();
  let next = copyLines(db, shopId, pageAfter(begin));
  try {
    for (;;) {
      const lines = await next;
      const last = lines.at(-1);
      if (last === undefined) return;
      next = copyLines(db, shopId, pageAfter(BigInt(last.slice(0, last.indexOf("\t")))));
      yield lines.flatMap((line) => read(line) ?? []);
    }
  } finally {
    // Whoever has seen enough need not hear that the page after it failed.
    await next.catch(() => {});
  }
}

/** Those of the customers who are not known to be as wanted. */
export async function readMarksOf(db: Database, shopId: bigint, customerIds: readonly bigint[]): Promise<CustomerMarks[]> {
  const lines = await copyLines(db, shopId, { which: `customer_id = ANY('{${customerIds.join()}}'::bigint[])`, limit: "" });
  const read = createMarksReader();
  return lines.flatMap((line) => read(line) ?? []);
}

type Choice = { which: string; limit: string };

function pageAfter(customerId: bigint): Choice {
  return { which: `customer_id > ${customerId} ORDER BY customer_id LIMIT ${PAGE}`, limit: `LIMIT ${PAGE}` };
}

/** By COPY: the lines stay the text that they are, which is all that has to be looked at of nearly every customer. */
function copyLines(db: Database, shopId: bigint, choice: Choice): Promise<string[]> {
  return withShopConnection(db, shopId, async (client) => {
    const found: string[] = [];
    for await (const lines of splitLines(client.query(copyTo(`COPY (${statement(shopId, choice)}) TO STDOUT`)))) found.push(...lines);
    return found;
  });
}

/**
 * One statement, so that a run that is switched meanwhile is seen whole or not at all: read in two, customers of the
 * new run could look as if they had left. Of the two sides each may hold the whole page, hence the limit in both.
 */
function statement(shopId: bigint, { which, limit }: Choice): string {
  return `
    WITH run AS (
      SELECT r.id, r.currency, r.borders::text AS borders
      FROM shops s JOIN score_runs r ON r.shop_id = s.id AND r.id = s.current_run_id
      WHERE s.id = ${shopId} AND s.uninstalled_at IS NULL
    ), scored AS (
      SELECT customer_id, orders_count, probability_alive, average_days_between_orders,
        to_char(expected_next_order_day, 'YYYY-MM-DD') AS expected_next_order_day,
        historic_value_minor, predicted_value_minor, lifetime_value_minor, value_tier, stage
      FROM customer_scores WHERE shop_id = ${shopId} AND run_id = (SELECT id FROM run) AND ${which}
    ), written AS (
      SELECT customer_id, array_to_json(tags) AS tags, metafields, pending, in_bulk, version,
        CASE WHEN error IS NOT NULL THEN extract(epoch FROM written_at) * 1000 END AS refused_at_ms,
        customer_id IN (SELECT customer_id FROM planned_writes WHERE shop_id = ${shopId}) AS held
      FROM customer_writes WHERE shop_id = ${shopId} AND ${which}
    ), left_alone AS (
      SELECT customer_id, jsonb_object_agg(dimension, kept) AS left_alone
      FROM hand_changes WHERE shop_id = ${shopId} AND left_alone GROUP BY customer_id
    ), customers AS (
      SELECT *, customer_id IN (SELECT from_customer_id FROM customer_merges WHERE shop_id = ${shopId}) AS merged
      FROM scored FULL JOIN written USING (customer_id) LEFT JOIN left_alone USING (customer_id) ORDER BY customer_id ${limit}
    )
    SELECT ${MARKS_COLUMNS.join(", ")} FROM run CROSS JOIN customers ORDER BY customer_id`;
}
