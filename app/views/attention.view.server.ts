import { Prisma } from "#app/db/generated/client.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import type { Deps } from "#app/deps.server.ts";
import { firstScores, inOrder } from "#app/segments/first-scores.repo.server.ts";
import { TierOfRow } from "./segment-rows.ts";

const SHOWN = 5;

type Row = { customer_id: bigint; lifetime: number; predicted: number; last_order: string; tier: string };
type Shop = { id: bigint; currentRunId: bigint | null };

/** Whom to look after today: valuable ones who stay away, and new ones of whom much is to be expected. */
export async function viewAttention({ db }: Pick<Deps, "db">, { id: shopId, currentRunId: runId }: Shop) {
  if (runId === null) return { atRisk: [], promising: [] };
  const run = { shopId, runId };
  const first = { direction: "desc", limit: SHOWN } as const;
  const valuable = firstScores(run, { ...first, tiers: ["vip", "high"], stages: ["at-risk", "lapsed"], column: Prisma.sql`lifetime_value_minor` });
  const fresh = firstScores(run, { ...first, stages: ["new"], where: Prisma.sql`predicted_value_minor > 0`, column: Prisma.sql`predicted_value_minor` });
  return withShop(db, shopId, async (tx) => ({
    atRisk: (await tx.$queryRaw<Row[]>(rowsOf(valuable))).map(shown),
    promising: (await tx.$queryRaw<Row[]>(rowsOf(fresh))).map(shown),
  }));
}

function rowsOf(scores: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    SELECT customer_id, customer_scores.lifetime_value_minor::float8 AS lifetime, predicted_value_minor::float8 AS predicted,
      customer_scores.last_order_day::text AS last_order, value_tier AS tier
    FROM ${scores} AS first JOIN customer_scores USING (shop_id, run_id, customer_id)
    ORDER BY ${inOrder(Prisma.sql`sorted_by`, "desc")}`;
}

function shown({ customer_id, lifetime, predicted, last_order, tier }: Row) {
  return { id: String(customer_id), lifetimeValueMinor: lifetime, predictedValueMinor: predicted, lastOrderDay: last_order, tier: TierOfRow.parse(tier) };
}
