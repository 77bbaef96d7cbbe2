import { Prisma } from "../db/generated/client.ts";
import { segmentCodes } from "./segment-code.ts";
import type { Stage } from "./stage.ts";
import type { ValueBasis } from "./value-basis.ts";
import type { ValueTier } from "./value-tier.ts";

/** By which a shop's customers are ranked; each has an index of its own. */
export const VALUE_COLUMNS: Record<ValueBasis, Prisma.Sql> = {
  lifetime: Prisma.sql`lifetime_value_minor`,
  historic: Prisma.sql`historic_value_minor`,
};

export type Direction = "asc" | "desc";

type Run = { shopId: bigint; runId: bigint };

type Wanted = {
  /** Empty is all of them. */
  tiers?: readonly ValueTier[];
  stages?: readonly Stage[];
  /** What else is asked of a row of customer_scores. */
  where?: Prisma.Sql;
  /** A column with an index of its own; customers who are equal there follow each other by their number. */
  column: Prisma.Sql;
  direction: Direction;
  limit: number;
};

/**
 * The first of a run's scores in the order of `sorted_by` and `customer_id`, as a table of these and of what that column's
 * index has along. Each tier's customers of each stage stand in a part of the index, and PostgreSQL merges the parts as it
 * reads: those of other tiers and stages are passed over unread.
 */
export function firstScores({ shopId, runId }: Run, { tiers = [], stages = [], where = Prisma.sql`TRUE`, column, direction, limit }: Wanted): Prisma.Sql {
  // With a limit each part is planned to be read by its order, however few of its rows are known to be visible to all.
  const parts = segmentCodes(tiers, stages).map((segment) => Prisma.sql`(
    SELECT shop_id, run_id, customer_id, ${column} AS sorted_by, last_order_day, lifetime_value_minor FROM customer_scores
    WHERE shop_id = ${shopId} AND run_id = ${runId} AND segment = ${segment}::smallint AND ${where}
    ORDER BY ${inOrder(column, direction)} LIMIT ${limit})`);
  return Prisma.sql`(SELECT * FROM (${Prisma.join(parts, " UNION ALL ")}) AS part ORDER BY ${inOrder(Prisma.sql`sorted_by`, direction)} LIMIT ${limit})`;
}

export function inOrder(column: Prisma.Sql, direction: Direction): Prisma.Sql {
  return direction === "asc" ? Prisma.sql`${column}, customer_id` : Prisma.sql`${column} DESC, customer_id DESC`;
}
