import { to as copyTo } from "pg-copy-streams";
import type { Database } from "../db/database.server.ts";
import { withShopConnection } from "../db/with-shop.server.ts";
import { splitLines } from "../orders/split-lines.ts";
import type { CustomerMarks } from "./plan-write.ts";
import { createMarksReader, MARKS_COLUMNS } from "./marks-row.ts";
import { MAY_BE_UNDONE, undoneFrom } from "./undo-terms.repo.server.ts";
import type { Supposed } from "./supposed.ts";

/** Each page costs a plan, a sort and four ways to the server: 30 000 are a tenth faster, 2000 a tenth slower, and who differs takes memory. */
const PAGE = 7000;

/**
 * Everybody who is not known to be as the shop's writing aims at, in pages: for scores those in the current run or with
 * marks of ours. Nobody without a run, or once uninstalled.
 *
 * The next page is read while one is worked on.
 *
 * @param keepOf what is kept of a customer until the page is through (null: nothing), asked as the line comes: in a night
 *               in which all differ, whole pages of what was read would grow old and cost the collector half of the time
 */
export async function* readMarks<T>(db: Database, shopId: bigint, keepOf: KeepOf<T>, { after = 0n, as = null }: Reading = {}): AsyncGenerator<T[]> {
  let next = readPage(db, shopId, { ...pageAfter(after), as }, keepOf);
  try {
    for (;;) {
      const { last, kept } = await next;
      if (last === null) return;
      next = readPage(db, shopId, { ...pageAfter(last), as }, keepOf);
      yield kept;
    }
  } finally {
    // Whoever has seen enough need not hear that the page after it failed.
    await next.catch(() => {});
  }
}

type KeepOf<T> = (marks: CustomerMarks) => T | null;

type Reading = {
  after?: bigint;
  /** As if the shop's writing aimed at this; null: at what it does. */
  as?: Supposed | null;
};

/** Those of the customers who are not known to be as the shop's writing aims at, or as this does. */
export async function readMarksOf(
  db: Database,
  shopId: bigint,
  customerIds: readonly bigint[],
  as: Supposed | null = null,
): Promise<CustomerMarks[]> {
  const { kept } = await readPage(db, shopId, { which: `customer_id = ANY('{${customerIds.join()}}'::bigint[])`, limit: "", as }, (marks) => marks);
  return kept;
}

type Choice = { which: string; limit: string; as: Supposed | null };

function pageAfter(customerId: bigint) {
  return { which: `customer_id > ${customerId}`, limit: `LIMIT ${PAGE}` };
}

type Page<T> = {
  /** The last customer that was looked at; null: there is nobody. */
  last: bigint | null;
  kept: T[];
};

/**
 * By COPY: the lines stay the text that they are, which is all that has to be looked at of nearly every customer. Each
 * as it comes, so that PostgreSQL goes on meanwhile: what it has sent and nobody takes would hold it up.
 */
function readPage<T>(db: Database, shopId: bigint, choice: Choice, keepOf: KeepOf<T>): Promise<Page<T>> {
  return withShopConnection(db, shopId, async (client) => {
    const read = createMarksReader();
    const kept: T[] = [];
    let last: bigint | null = null;
    for await (const lines of splitLines(client.query(copyTo(`COPY (${statement(shopId, choice)}) TO STDOUT`)))) {
      for (const line of lines) {
        const marks = read(line);
        const keep = marks && keepOf(marks);
        if (keep !== null) kept.push(keep);
      }
      const end = lines.at(-1);
      if (end !== undefined) last = BigInt(end.slice(0, end.indexOf("\t")));
    }
    return { last, kept };
  });
}

/**
 * One statement, so that a run or an aim that is switched meanwhile is seen whole or not at all: read in two, customers
 * of the new run could look as if they had left. Of the three sides each may hold the whole page, hence the limit in all.
 *
 * An undo takes a customer back to what stood before the first of its runs that wrote to them. It leaves alone whom
 * somebody changed by hand since, and of whom it is not known what stood there. A refusal from before the aim was set is
 * as good as old.
 */
function statement(shopId: bigint, { which, limit, as }: Choice): string {
  const undoes = as?.writing === "undoing" ? as.undoes : undoneFrom(shopId);
  return `
    WITH shop AS (
      SELECT ${as === null ? AIM : supposedAim(as)}, current_run_id FROM shops WHERE id = ${shopId} AND uninstalled_at IS NULL
    ), run AS (
      SELECT r.id, r.currency, r.borders::text AS run_borders
      FROM shop JOIN score_runs r ON r.shop_id = ${shopId} AND r.id = current_run_id
    ), scored AS (
      SELECT customer_id, orders_count, probability_alive, average_days_between_orders,
        to_char(expected_next_order_day, 'YYYY-MM-DD') AS expected_next_order_day,
        historic_value_minor, predicted_value_minor, lifetime_value_minor, value_tier, stage
      FROM customer_scores WHERE shop_id = ${shopId} AND run_id = (SELECT id FROM run) AND ${which} ORDER BY customer_id ${limit}
    ), written AS (
      SELECT customer_id, array_to_json(tags) AS tags, metafields, pending, in_bulk, version,
        CASE
          WHEN error IS NULL THEN NULL
          WHEN written_at < (SELECT writing_since FROM shop) THEN 0
          ELSE extract(epoch FROM written_at) * 1000
        END AS refused_at_ms,
        customer_id IN (SELECT customer_id FROM planned_writes WHERE shop_id = ${shopId} AND ${which}) AS held
      FROM customer_writes WHERE shop_id = ${shopId} AND ${which} ORDER BY customer_id ${limit}
    ), before AS (
      SELECT DISTINCT ON (customer_id) customer_id, array_to_json(tags) AS before_tags, metafields AS before_metafields,
        ${MAY_BE_UNDONE} AS may_be_undone
      FROM written_before WHERE shop_id = ${shopId} AND write_run_id >= ${undoes} AND ${which}
      ORDER BY customer_id, write_run_id ${limit}
    ), left_alone AS (
      SELECT customer_id, jsonb_object_agg(dimension, kept) AS left_alone
      FROM hand_changes WHERE shop_id = ${shopId} AND ${which} AND left_alone GROUP BY customer_id
    ), customers AS (
      SELECT *, customer_id IN (SELECT from_customer_id FROM customer_merges WHERE shop_id = ${shopId}) AS merged
      FROM scored FULL JOIN written USING (customer_id) FULL JOIN before USING (customer_id) LEFT JOIN left_alone USING (customer_id)
      ORDER BY customer_id ${limit}
    ), wishes AS (
      SELECT *, CASE WHEN row_number() OVER (ORDER BY customer_id) = 1 THEN run_borders END AS borders, CASE
        WHEN writing = 'on' THEN 'score'
        WHEN writing = 'removing' OR customer_id IN (SELECT customer_id FROM customer_opt_outs WHERE shop_id = ${shopId}) THEN 'nothing'
        WHEN may_be_undone THEN 'before'
        ELSE 'as-it-is'
      END AS wish
      FROM shop CROSS JOIN customers LEFT JOIN run ON true
      WHERE writing <> 'on' OR run.id IS NOT NULL
    )
    SELECT ${MARKS_COLUMNS.join(", ")} FROM wishes ORDER BY customer_id`;
}

const AIM = "writing, writing AS aim, writing_since";

/** What is only supposed may be written whatever is aimed at, save an undo: that is exact, as one is. An aim that is yet to be set is set after every refusal. */
function supposedAim({ writing }: Supposed): string {
  const aim = writing === "undoing" ? "'undoing'" : "NULL";
  return `'${writing}' AS writing, ${aim} AS aim, CASE WHEN writing = '${writing}' THEN writing_since ELSE 'infinity' END AS writing_since`;
}
