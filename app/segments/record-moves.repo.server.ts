import type { ShopTransaction } from "../db/with-shop.server.ts";

type Switch = { shopId: bigint; runId: bigint; previousRunId: bigint };

/** Everybody whom a run has sorted otherwise than the one before, who has come and who has left. */
export async function recordMovesBetween(tx: ShopTransaction, { shopId, runId, previousRunId }: Switch, at: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO segment_moves (shop_id, customer_id, dimension, "from", "to", moved_at)
    SELECT ${shopId}, customer_id, it.dimension, it.old, it.new, ${at}
    FROM (SELECT customer_id, value_tier, stage FROM customer_scores WHERE shop_id = ${shopId} AND run_id = ${previousRunId}) AS before
    FULL JOIN (SELECT customer_id, value_tier, stage FROM customer_scores WHERE shop_id = ${shopId} AND run_id = ${runId}) AS after USING (customer_id)
    CROSS JOIN LATERAL (VALUES
      ('value', before.value_tier, after.value_tier),
      ('stage', before.stage, after.stage)) AS it (dimension, old, new)
    WHERE it.old IS DISTINCT FROM it.new`;
}

type Sorted = { valueTier: string; stage: string };

/** A customer's row as it was and as it is; null where there is none. */
type SortedChange = { customerId: bigint; before: Sorted | null; after: Sorted | null };

export async function recordMoves(tx: ShopTransaction, shopId: bigint, changes: readonly SortedChange[], movedAt: Date): Promise<void> {
  const moves = changes.flatMap(({ customerId, before, after }) => [
    { customerId, dimension: "value", from: before?.valueTier ?? null, to: after?.valueTier ?? null },
    { customerId, dimension: "stage", from: before?.stage ?? null, to: after?.stage ?? null },
  ]);
  await tx.segmentMove.createMany({ data: moves.filter(({ from, to }) => from !== to).map((move) => ({ shopId, ...move, movedAt })) });
}
