import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { Database } from "../db/database.server.ts";
import { type ShopTransaction, withShopConnection } from "../db/with-shop.server.ts";
import { dayName } from "../time/day-name.ts";
import { dayToDate } from "../time/day-to-date.ts";
import type { ScoreRow } from "./score-row.ts";

const COLUMNS = `shop_id, run_id, customer_id, scored_day, orders_count, purchases, frequency, recency_days, age_days,
  monetary_value_minor, first_order_day, last_order_day, probability_alive, expected_orders,
  average_days_between_orders, expected_next_order_day, historic_value_minor, predicted_value_minor,
  predicted_lower_minor, predicted_upper_minor, predicted_variance, log_nothing, lifetime_value_minor, value_tier, stage`;

/** In bytes; a number takes 24 at most. */
const LONGEST_ROW = 25 * COLUMNS.split(",").length;

/** Rows a transaction holds: enough to be fast, little enough to stay small in memory. */
const ROWS_A_BATCH = 10_000;

/** PostgreSQL works for a connection with one processor, and keeping six indexes in order is most of a night's work. */
const WRITERS = 2;

type Run = { shopId: bigint; runId: bigint };

/**
 * Writes a whole run's rows, in transactions of their own: nobody reads a run before it is the current one, and the next
 * run clears away what one that was cut off has left.
 *
 * @param rowAt called once for each row, in ascending order
 */
export async function writeScoreRows(db: Database, run: Run, count: number, rowAt: (index: number) => ScoreRow): Promise<void> {
  let next = 0;
  const writeOn = async () => {
    // One for all batches: each of its own would lie about until the collector came.
    const bytes = Buffer.allocUnsafe(Math.min(ROWS_A_BATCH, count) * LONGEST_ROW);
    while (next < count) {
      const begin = next;
      next = Math.min(begin + ROWS_A_BATCH, count);
      await writeBatch(db, run, fillWith(bytes, run, { begin, end: next, rowAt }));
    }
  };
  const stopAll = (error: unknown) => {
    next = count;
    throw error;
  };
  const ends = await Promise.allSettled(Array.from({ length: WRITERS }, () => writeOn().catch(stopAll)));
  for (const end of ends) if (end.status === "rejected") throw end.reason;
}

/** PostgreSQL takes no COPY into a table with row-level security, hence the temporary one. */
function writeBatch(db: Database, { shopId }: Run, bytes: Buffer): Promise<void> {
  return withShopConnection(db, shopId, async (client) => {
    await client.query("CREATE TEMPORARY TABLE new_scores (LIKE customer_scores INCLUDING GENERATED) ON COMMIT DROP");
    await pipeline([bytes], client.query(copyFrom(`COPY new_scores (${COLUMNS}) FROM STDIN`)));
    // Neighbours in an index one after the other: an eighth less to do.
    await client.query(`INSERT INTO customer_scores (${COLUMNS}) SELECT ${COLUMNS} FROM new_scores ORDER BY segment, lifetime_value_minor`);
  });
}

type Rows = { begin: number; end: number; rowAt: (index: number) => ScoreRow };

/** Straight into bytes: the text of thousands of rows would outlive the young part of the memory and fill the old one. */
function fillWith(bytes: Buffer, run: Run, { begin, end, rowAt }: Rows): Buffer {
  let length = 0;
  for (let index = begin; index < end; index += 1) length += bytes.write(`${valuesOf(run, rowAt(index)).join("\t")}\n`, length, "latin1");
  return bytes.subarray(0, length);
}

/** Puts one customer's row into a run, in place of the one that is there. */
export async function saveScoreRow(tx: ShopTransaction, run: Run, row: ScoreRow): Promise<void> {
  const data = dataOf(run, row);
  const { shopId, runId, customerId } = data;
  await tx.customerScore.upsert({ where: { shopId_runId_customerId: { shopId, runId, customerId } }, create: data, update: data });
}

/** Puts some customers' rows into a run that has none of them. */
export async function addScoreRows(tx: ShopTransaction, run: Run, rows: readonly ScoreRow[]): Promise<void> {
  await tx.customerScore.createMany({ data: rows.map((row) => dataOf(run, row)) });
}

function dataOf(run: Run, row: ScoreRow) {
  return {
    ...run,
    ...row,
    customerId: BigInt(row.customerId),
    scoredDay: dayToDate(row.scoredDay),
    firstOrderDay: dayToDate(row.firstOrderDay),
    lastOrderDay: dayToDate(row.lastOrderDay),
    expectedNextOrderDay: row.expectedNextOrderDay === null ? null : dayToDate(row.expectedNextOrderDay),
  };
}

function valuesOf({ shopId, runId }: Run, row: ScoreRow): (string | number | bigint)[] {
  const orNull = (value: number | null) => value ?? "\\N";
  return [
    shopId, runId, row.customerId, dateText(row.scoredDay), row.ordersCount, row.purchases, row.frequency, row.recencyDays, row.ageDays,
    orNull(row.monetaryValueMinor), dateText(row.firstOrderDay), dateText(row.lastOrderDay),
    orNull(row.probabilityAlive), row.expectedOrders, orNull(row.averageDaysBetweenOrders),
    row.expectedNextOrderDay === null ? "\\N" : dateText(row.expectedNextOrderDay),
    row.historicValueMinor, row.predictedValueMinor, orNull(row.predictedLowerMinor), orNull(row.predictedUpperMinor),
    orNull(row.predictedVariance), orNull(row.logNothing), row.lifetimeValueMinor, row.valueTier, row.stage,
  ];
}

const dates = new Map<number, string>();

/** `2026-11-21`; a shop has few distinct days. */
function dateText(day: number): string {
  let text = dates.get(day);
  if (text === undefined) {
    text = dayName(day);
    dates.set(day, text);
  }
  return text;
}
