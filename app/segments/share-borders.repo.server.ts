import type { PoolClient } from "pg";
import { Prisma } from "../db/generated/client.ts";
import { countOf } from "./find-value-borders.ts";
import type { TierRule } from "./definition.ts";
import { firstScores, inOrder, VALUE_COLUMNS } from "./first-scores.repo.server.ts";
import type { ValueBasis } from "./value-basis.ts";
import { BORDERED_TIERS, type ValueBorders } from "./value-tier.ts";

type Run = { shopId: bigint; runId: bigint; customers: number };
type Shares = Extract<TierRule, { by: "share" }>;

/** What findValueBorders would draw of all of a run's values, found in the column's index. */
export async function readShareBorders(client: PoolClient, { customers, ...run }: Run, shares: Shares, basis: ValueBasis): Promise<ValueBorders> {
  const column = VALUE_COLUMNS[basis];
  const readValue = async ({ text, values }: Prisma.Sql) => (await client.query<{ value: number }>({ text, values })).rows[0]?.value ?? null;
  const borders: ValueBorders = { vip: null, high: null, mid: null };
  let fromTheTop = 0;
  for (const tier of BORDERED_TIERS) {
    fromTheTop += shares[tier];
    // The first value that is one too many; what is above it fits.
    const fitting = countOf(fromTheTop, customers);
    const best = firstScores(run, { column, direction: "desc", limit: fitting + 1 });
    const tooMany = await readValue(Prisma.sql`SELECT sorted_by::float8 AS value FROM ${best} AS best ORDER BY ${inOrder(Prisma.sql`sorted_by`, "desc")} OFFSET ${fitting}`);
    const where = tooMany === null ? Prisma.sql`TRUE` : Prisma.sql`${column} > ${tooMany}::bigint`;
    borders[tier] = await readValue(Prisma.sql`SELECT sorted_by::float8 AS value FROM ${firstScores(run, { where, column, direction: "asc", limit: 1 })} AS first`);
  }
  return borders;
}
