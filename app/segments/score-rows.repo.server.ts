import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { dayName } from "../time/day-name.ts";
import { dayToDate } from "../time/day-to-date.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import type { ScoreRow } from "./score-row.ts";

const COLUMNS = `shop_id, run_id, customer_id, scored_day, orders_count, purchases, frequency, recency_days, age_days,
  monetary_value_minor, first_order_day, last_order_day, probability_alive, expected_orders,
  average_days_between_orders, expected_next_order_day, historic_value_minor, predicted_value_minor,
  predicted_lower_minor, predicted_upper_minor, lifetime_value_minor, value_tier, stage`;

/** Rows a piece of the COPY stream holds: enough to be fast, little enough to stay small in memory. */
const ROWS_PER_CHUNK = 2000;

type Run = { shopId: bigint; runId: bigint };

/**
 * Writes a whole run's rows, one at a time as `rowAt` makes them: PostgreSQL takes no COPY into a table with row-level
 * security, hence the temporary one.
 */
export async function copyScoreRows(client: PoolClient, run: Run, count: number, rowAt: (index: number) => ScoreRow): Promise<void> {
  await client.query("CREATE TEMPORARY TABLE new_scores (LIKE customer_scores) ON COMMIT DROP");
  await pipeline(
    Readable.from(chunksOf(run, count, rowAt)),
    client.query(copyFrom(`COPY new_scores (${COLUMNS}) FROM STDIN`)),
  );
  await client.query(`INSERT INTO customer_scores (${COLUMNS}) SELECT ${COLUMNS} FROM new_scores`);
}

function* chunksOf(run: Run, count: number, rowAt: (index: number) => ScoreRow): Generator<string> {
  for (let start = 0; start < count; start += ROWS_PER_CHUNK) {
    let text = "";
    for (let index = start; index < Math.min(start + ROWS_PER_CHUNK, count); index += 1) {
      text += `${valuesOf(run, rowAt(index)).join("\t")}\n`;
    }
    yield text;
  }
}

/** Puts one customer's row into a run, in place of the one that is there. */
export async function saveScoreRow(tx: ShopTransaction, run: Run, row: ScoreRow): Promise<void> {
  const { shopId, runId } = run;
  const customerId = BigInt(row.customerId);
  const data = {
    ...row,
    customerId,
    scoredDay: dayToDate(row.scoredDay),
    firstOrderDay: dayToDate(row.firstOrderDay),
    lastOrderDay: dayToDate(row.lastOrderDay),
    expectedNextOrderDay: row.expectedNextOrderDay === null ? null : dayToDate(row.expectedNextOrderDay),
  };
  await tx.customerScore.upsert({
    where: { shopId_runId_customerId: { shopId, runId, customerId } },
    create: { shopId, runId, ...data },
    update: data,
  });
}

function valuesOf({ shopId, runId }: Run, row: ScoreRow): (string | number | bigint)[] {
  const orNull = (value: number | null) => value ?? "\\N";
  return [
    shopId, runId, row.customerId, dateText(row.scoredDay), row.ordersCount, row.purchases, row.frequency, row.recencyDays, row.ageDays,
    orNull(row.monetaryValueMinor), dateText(row.firstOrderDay), dateText(row.lastOrderDay),
    orNull(row.probabilityAlive), row.expectedOrders, orNull(row.averageDaysBetweenOrders),
    row.expectedNextOrderDay === null ? "\\N" : dateText(row.expectedNextOrderDay),
    row.historicValueMinor, row.predictedValueMinor, orNull(row.predictedLowerMinor), orNull(row.predictedUpperMinor),
    row.lifetimeValueMinor, row.valueTier, row.stage,
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
