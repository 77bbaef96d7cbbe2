import type { PoolClient } from "pg";
import { isSampled, oneInHowMany } from "./sampling.ts";
import type { ScoreRow } from "./score-row.ts";

type Run = { shopId: bigint; runId: bigint; customers: number };

/** Every customer of a small run, of a large one about 8,000 to 16,000. Picked in the index alone, so that a million take no second. */
export async function sampleScores(client: PoolClient, { shopId, runId, customers }: Run): Promise<ScoreRow[]> {
  // In two statements: joined, a table whose statistics are old would be read once for each of the picked.
  const picked = await client.query<{ id: string }>(
    `SELECT customer_id AS id FROM customer_scores WHERE shop_id = $1 AND run_id = $2 AND ${isSampled("$3")}`,
    [shopId, runId, oneInHowMany(customers)],
  );
  const { rows } = await client.query<ScoreRow>(
    `SELECT customer_id::float8 AS "customerId", scored_day - DATE 'epoch' AS "scoredDay", orders_count AS "ordersCount", purchases, frequency,
       recency_days AS "recencyDays", age_days AS "ageDays", monetary_value_minor AS "monetaryValueMinor",
       first_order_day - DATE 'epoch' AS "firstOrderDay", last_order_day - DATE 'epoch' AS "lastOrderDay",
       probability_alive AS "probabilityAlive", expected_orders AS "expectedOrders",
       average_days_between_orders AS "averageDaysBetweenOrders", expected_next_order_day - DATE 'epoch' AS "expectedNextOrderDay",
       historic_value_minor::float8 AS "historicValueMinor", predicted_value_minor::float8 AS "predictedValueMinor",
       predicted_lower_minor::float8 AS "predictedLowerMinor", predicted_upper_minor::float8 AS "predictedUpperMinor",
       predicted_variance AS "predictedVariance", log_nothing AS "logNothing",
       lifetime_value_minor::float8 AS "lifetimeValueMinor", value_tier AS "valueTier", stage
     FROM customer_scores WHERE shop_id = $1 AND run_id = $2 AND customer_id = ANY($3::bigint[])`,
    [shopId, runId, picked.rows.map(({ id }) => id)],
  );
  return rows;
}
