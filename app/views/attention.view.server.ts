import { withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { TierOfRow } from "./segment-rows.ts";

const SHOWN = 5;
/** So many of the best are looked through, however many customers a shop has: a page cannot wait for more. */
const LOOKED_THROUGH = 5000;

type Row = { customer_id: bigint; lifetime: number; predicted: number; last_order: string; tier: string };
type Shop = { id: bigint; currentRunId: bigint | null };

/** Whom to look after today: valuable ones who stay away, and new ones of whom much is to be expected. */
export async function viewAttention({ db }: Pick<Deps, "db">, { id: shopId, currentRunId: runId }: Shop) {
  if (runId === null) return { atRisk: [], promising: [] };
  return withShop(db, shopId, async (tx) => {
    const atRisk = await tx.$queryRaw<Row[]>`
      SELECT customer_id, lifetime_value_minor::float8 AS lifetime, predicted_value_minor::float8 AS predicted, last_order_day::text AS last_order, value_tier AS tier
      FROM (
        SELECT * FROM customer_scores WHERE shop_id = ${shopId} AND run_id = ${runId}
        ORDER BY lifetime_value_minor DESC, customer_id DESC LIMIT ${LOOKED_THROUGH}) AS best
      WHERE stage IN ('at-risk', 'lapsed') AND value_tier IN ('vip', 'high')
      ORDER BY lifetime_value_minor DESC, customer_id DESC LIMIT ${SHOWN}`;
    const promising = await tx.$queryRaw<Row[]>`
      SELECT customer_id, lifetime_value_minor::float8 AS lifetime, predicted_value_minor::float8 AS predicted, last_order_day::text AS last_order, value_tier AS tier
      FROM (
        SELECT * FROM customer_scores WHERE shop_id = ${shopId} AND run_id = ${runId}
        ORDER BY predicted_value_minor DESC, customer_id DESC LIMIT ${LOOKED_THROUGH}) AS best
      WHERE stage = 'new' AND predicted_value_minor > 0
      ORDER BY predicted_value_minor DESC, customer_id DESC LIMIT ${SHOWN}`;
    return { atRisk: atRisk.map(shown), promising: promising.map(shown) };
  });
}

function shown({ customer_id, lifetime, predicted, last_order, tier }: Row) {
  return { id: String(customer_id), lifetimeValueMinor: lifetime, predictedValueMinor: predicted, lastOrderDay: last_order, tier: TierOfRow.parse(tier) };
}
