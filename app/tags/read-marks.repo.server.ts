import type { Database } from "../db/database.server.ts";
import { withShopConnection } from "../db/with-shop.server.ts";
import type { CustomerMarks } from "./plan-write.ts";
import { createMarksReader, type MarksRow } from "./marks-row.ts";

const PAGE = 5000;

/** Everybody in the shop's current run or with marks of ours, in pages. Nobody without a run, or once uninstalled. */
export async function* readMarks(db: Database, shopId: bigint, begin = 0n): AsyncGenerator<CustomerMarks[]> {
  const read = createMarksReader();
  let after = String(begin);
  for (;;) {
    const rows = await select(db, shopId, NEXT_PAGE, after);
    if (rows.length === 0) return;
    yield rows.map(read);
    after = rows.at(-1)!.customer_id;
  }
}

export async function readMarksOf(db: Database, shopId: bigint, customerIds: readonly bigint[]): Promise<CustomerMarks[]> {
  const rows = await select(db, shopId, THESE, customerIds.map(String));
  return rows.map(createMarksReader());
}

async function select(db: Database, shopId: bigint, { which, limit }: typeof THESE, value: unknown): Promise<MarksRow[]> {
  return withShopConnection(db, shopId, async (client) => {
    const { rows } = await client.query<MarksRow>(statement(which, limit), [shopId, value]);
    return rows;
  });
}

const THESE = { which: "customer_id = ANY($2::bigint[])", limit: "" };
const NEXT_PAGE = { which: `customer_id > $2::bigint ORDER BY customer_id LIMIT ${PAGE}`, limit: `LIMIT ${PAGE}` };

/**
 * One statement, so that a run that is switched meanwhile is seen whole or not at all: read in two, customers of the
 * new run could look as if they had left. Of the two sides each may hold the whole page, hence the limit in both.
 */
function statement(which: string, limit: string): string {
  return `
    WITH run AS (
      SELECT r.id, r.currency, r.borders::text AS borders
      FROM shops s JOIN score_runs r ON r.shop_id = s.id AND r.id = s.current_run_id
      WHERE s.id = $1 AND s.uninstalled_at IS NULL
    ), scored AS (
      SELECT customer_id, orders_count, probability_alive, average_days_between_orders,
        to_char(expected_next_order_day, 'YYYY-MM-DD') AS expected_next_order_day,
        historic_value_minor, predicted_value_minor, lifetime_value_minor, value_tier, stage
      FROM customer_scores WHERE shop_id = $1 AND run_id = (SELECT id FROM run) AND ${which}
    ), written AS (
      SELECT customer_id, tags, metafields, pending, in_bulk, version, error, written_at,
        customer_id IN (SELECT customer_id FROM planned_writes WHERE shop_id = $1) AS held
      FROM customer_writes WHERE shop_id = $1 AND ${which}
    ), customers AS (
      SELECT * FROM scored FULL JOIN written USING (customer_id) ORDER BY customer_id ${limit}
    )
    SELECT customers.*, run.currency, run.borders,
      customer_id IN (SELECT from_customer_id FROM customer_merges WHERE shop_id = $1) AS merged
    FROM run CROSS JOIN customers ORDER BY customer_id`;
}
