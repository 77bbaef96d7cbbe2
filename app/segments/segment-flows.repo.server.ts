import type { SegmentFlow } from "../db/generated/client.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { carryFlows, type Flow, FlowCounts, type FlowChange, flowFromNow } from "./flow-counts.ts";
import { FlowSorting, flowSortingOf } from "./flow-sorting.ts";
import type { SegmentBorders } from "./segment-borders.ts";
import { StageTotals } from "./stage-totals.ts";
import { TierTotals } from "./tier-totals.ts";

/** One moment a night is enough, whenever runs that somebody asked for come in between. */
const BETWEEN_MOMENTS_MS = 20 * 60 * 60_000;

/** Moves that a page adds up on its own, at most: some tens of milliseconds. */
export const LEFT_TO_PAGES = 1000;

type CarriedFlow = Flow & { runId: bigint; since: Date; sorting: FlowSorting };

/** The moments that today can be compared with, the oldest first. */
export function findFlowMoments(tx: ShopTransaction, shopId: bigint): Promise<{ runId: bigint; since: Date }[]> {
  return tx.segmentFlow.findMany({ where: { shopId }, orderBy: { runId: "asc" }, select: { runId: true, since: true } });
}

/** Where the customers of some moments (null: of all) are by now, the oldest first, with every move until now. */
export async function readFlows(tx: ShopTransaction, shopId: bigint, runIds: bigint[] | null): Promise<CarriedFlow[]> {
  const rows = await tx.segmentFlow.findMany({ where: { shopId, ...(runIds && { runId: { in: runIds } }) }, orderBy: { runId: "asc" } });
  const flows = carryFlows(
    rows.map(({ value, stage }) => ({ value: FlowCounts.parse(value), stage: FlowCounts.parse(stage) })),
    await readChanges(tx, shopId, rows),
  );
  return flows.map((flow, index) => ({ ...flow, ...momentOf(rows[index]!) }));
}

function momentOf({ runId, since, sorting }: SegmentFlow) {
  return { runId, since, sorting: FlowSorting.parse(sorting) };
}

/**
 * Who has moved since the flows were added up: what they cost is what has happened since, not how large the shop is or
 * how many moments there are. A customer was in one place from each of their moves to the next, hence at all moments in
 * between. The moments' `after` ascend, as width_bucket wants its borders to.
 */
async function readChanges(tx: ShopTransaction, shopId: bigint, moments: readonly SegmentFlow[]): Promise<FlowChange[]> {
  const [oldest] = moments;
  if (!oldest) return [];
  const afters = moments.map(({ after }) => after);
  return tx.$queryRaw<FlowChange[]>`
    WITH movers AS (
      SELECT customer_id, dimension, (array_agg("from" ORDER BY id))[1] AS was, (array_agg("to" ORDER BY id DESC))[1] AS is_now
      FROM segment_moves WHERE shop_id = ${shopId} AND id > ${oldest.carriedTo}
      GROUP BY customer_id, dimension
    )
    SELECT it.edge, dimension, origin, was, is_now AS "isNow", sum(sign)::int AS customers
    FROM movers, LATERAL (
      SELECT "from" AS origin, edge AS before, coalesce(lag(edge) OVER (ORDER BY id), 0) AS first
      FROM segment_moves AS own, width_bucket(id - 1, ${afters}::bigint[]) AS edge
      WHERE shop_id = ${shopId} AND own.customer_id = movers.customer_id AND own.dimension = movers.dimension
    ) AS stays, LATERAL (VALUES (first, 1), (before, -1)) AS it (edge, sign)
    WHERE was IS DISTINCT FROM is_now AND first < before
    GROUP BY 1, 2, 3, 4, 5
    HAVING sum(sign) <> 0`;
}

/**
 * Adds up every move until now, before moves are erased or the next run's are counted. Run it where nobody else scores:
 * a move that is written at the same time would be left out for good.
 */
export async function storeFlows(tx: ShopTransaction, shopId: bigint): Promise<void> {
  const flows = await readFlows(tx, shopId, null);
  if (flows.length === 0) return;
  const rows = JSON.stringify(flows.map(({ runId, value, stage }) => ({ runId: String(runId), value, stage })));
  await tx.$executeRaw`
    UPDATE segment_flows AS flow SET carried_to = ${await lastMove(tx, shopId)}, value = it.value, stage = it.stage
    FROM jsonb_to_recordset(${rows}::jsonb) AS it ("runId" bigint, value jsonb, stage jsonb)
    WHERE flow.shop_id = ${shopId} AND flow.run_id = it."runId"`;
}

/** After moves that are told of one by one, as orders come. */
export async function storeFlowsOfMany(tx: ShopTransaction, shopId: bigint): Promise<void> {
  const left = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM segment_moves
    WHERE shop_id = ${shopId} AND id > (SELECT max(carried_to) FROM segment_flows WHERE shop_id = ${shopId})
    ORDER BY id OFFSET ${LEFT_TO_PAGES} LIMIT 1`;
  if (left.length > 0) await storeFlows(tx, shopId);
}

/** Remembers now as a moment, so that later ones can be compared with it. */
export async function beginFlow(tx: ShopTransaction, run: { shopId: bigint; runId: bigint }, borders: SegmentBorders, now: Date): Promise<void> {
  const { shopId, runId } = run;
  const since = { gt: new Date(now.getTime() - BETWEEN_MOMENTS_MS) };
  if (await tx.segmentFlow.findFirst({ where: { shopId, since }, select: { runId: true } })) return;
  const { tiers, stages } = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: runId } }, select: { tiers: true, stages: true } });
  const last = await lastMove(tx, shopId);
  const flow = flowFromNow({ value: TierTotals.parse(tiers), stage: StageTotals.parse(stages) });
  await tx.segmentFlow.create({ data: { ...run, since: now, sorting: flowSortingOf(borders), after: last, carriedTo: last, ...flow } });
}

/** Also where the newest moves have been erased: no later moment may come to stand before an earlier one. */
async function lastMove(tx: ShopTransaction, shopId: bigint): Promise<bigint> {
  const [last] = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT greatest(
      (SELECT max(id) FROM segment_moves WHERE shop_id = ${shopId}), (SELECT max(carried_to) FROM segment_flows WHERE shop_id = ${shopId}), 0) AS id`;
  return last!.id;
}
