import type { PoolClient } from "pg";
import { countOf } from "./find-value-borders.ts";
import type { TierRule } from "./definition.ts";
import type { ValueBasis } from "./value-basis.ts";
import { BORDERED_TIERS, type ValueBorders } from "./value-tier.ts";

type Run = { shopId: bigint; runId: bigint; customers: number };
type Shares = Extract<TierRule, { by: "share" }>;

const COLUMN: Record<ValueBasis, string> = { lifetime: "lifetime_value_minor", historic: "historic_value_minor" };

/** What findValueBorders would draw of all of a run's values, found in the column's index. */
export async function readShareBorders(client: PoolClient, { shopId, runId, customers }: Run, shares: Shares, basis: ValueBasis): Promise<ValueBorders> {
  const column = COLUMN[basis];
  const ofRun = `FROM customer_scores WHERE shop_id = $1 AND run_id = $2`;
  const borders: ValueBorders = { vip: null, high: null, mid: null };
  let fromTheTop = 0;
  for (const tier of BORDERED_TIERS) {
    fromTheTop += shares[tier];
    // The first value that is one too many; what is above it fits.
    const { rows } = await client.query<{ border: number | null }>(
      `SELECT min(${column})::float8 AS border ${ofRun}
         AND ${column} > coalesce((SELECT ${column} ${ofRun} ORDER BY ${column} DESC, customer_id DESC OFFSET $3 LIMIT 1), -9223372036854775808)`,
      [shopId, runId, countOf(fromTheTop, customers)],
    );
    borders[tier] = rows[0]!.border;
  }
  return borders;
}
