import type { PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import type { CustomerScore } from "../db/generated/client.ts";
import { createRowReader } from "../db/read-columns.ts";
import type { ShopTransaction } from "../db/with-shop.server.ts";
import { growingColumn } from "../math/growing-column.ts";
import { dateToDay } from "../time/date-to-day.ts";
import type { SegmentDefinition } from "./definition.ts";
import { keepsStages, type PreviousSegments, segmentsOf } from "./previous-segments.ts";
import { SegmentBorders } from "./segment-borders.ts";
import { readStageOrders } from "./stage-input.ts";
import { stageOfCode, tierOfCode } from "./segment-code.ts";
import type { Stage } from "./stage.ts";
import type { ValueTier } from "./value-tier.ts";

type Run = { shopId: bigint; runId: bigint | null };
type Previous = (customerId: number) => PreviousSegments | null;

/** Whether a run's stages are of account by a definition. */
export async function findKeepsStages(tx: ShopTransaction, { shopId, runId }: Run, definition: SegmentDefinition): Promise<boolean> {
  if (runId === null) return false;
  const { borders } = await tx.scoreRun.findUniqueOrThrow({ where: { shopId_id: { shopId, id: runId } }, select: { borders: true } });
  return keepsStages(SegmentBorders.parse(borders).definition, definition);
}

/**
 * How each customer was sorted in a run, for calls with ascending customer ids: sorted columns are walked together, which
 * takes 21 bytes a customer.
 */
export async function readPreviousSegments(client: PoolClient, { shopId, runId }: Run, keepsStage: boolean): Promise<Previous> {
  if (runId === null) return () => null;
  const day = (column: string) => `${column} - DATE 'epoch'`;
  const sql = `
    SELECT customer_id, segment, purchases, recency_days, age_days, ${day("first_order_day")}, ${day("last_order_day")}, ${day("scored_day")}
    FROM customer_scores
    WHERE shop_id = ${BigInt(shopId)} AND run_id = ${BigInt(runId)}
    ORDER BY customer_id`;
  const [ids, segments] = [growingColumn(Float64Array), growingColumn(Uint8Array)];
  const [purchases, firstDays, lastDays] = [growingColumn(Int32Array), growingColumn(Int32Array), growingColumn(Int32Array)];
  const fields = ["customerId", "segment", "purchases", "recencyDays", "ageDays", "firstOrderDay", "lastOrderDay", "scoredDay"];
  const push = createRowReader(fields, (row) => {
    ids.push(row[0]!);
    segments.push(row[1]!);
    const scored = { purchases: row[2]!, recencyDays: row[3]!, ageDays: row[4]!, firstOrderDay: row[5]!, lastOrderDay: row[6]! };
    const orders = readStageOrders(scored, row[7]!);
    purchases.push(orders.purchases);
    firstDays.push(orders.firstDay);
    lastDays.push(orders.lastDay);
  });
  for await (const chunk of client.query(copyTo(`COPY (${sql}) TO STDOUT`))) push(chunk as Buffer);
  const [id, segment, number, first, last] = [ids.end(), segments.end(), purchases.end(), firstDays.end(), lastDays.end()];
  let at = 0;
  return (customerId) => {
    while (at < id.length && id[at]! < customerId) at += 1;
    if (id[at] !== customerId) return null;
    const orders = { purchases: number[at]!, firstDay: first[at]!, lastDay: last[at]! };
    return { valueTier: tierOfCode(segment[at]!), stage: keepsStage ? { stage: stageOfCode(segment[at]!), orders } : null };
  };
}

/** The same of a few customers. */
export async function findPreviousSegments(tx: ShopTransaction, { shopId, runId }: Run, customerIds: readonly bigint[], keepsStage: boolean): Promise<Previous> {
  const rows = await tx.$queryRaw<StoredRow[]>`
    SELECT customer_id AS "customerId", value_tier AS "valueTier", stage, purchases, recency_days AS "recencyDays", age_days AS "ageDays",
      first_order_day AS "firstOrderDay", last_order_day AS "lastOrderDay", scored_day AS "scoredDay"
    FROM customer_scores
    WHERE shop_id = ${shopId} AND run_id = ${runId}::bigint AND customer_id = ANY(${customerIds}::bigint[])`;
  const known = new Map(rows.map((row) => [Number(row.customerId), segmentsOfStored(row, keepsStage)]));
  return (customerId) => known.get(customerId) ?? null;
}

type StoredRow = Pick<
  CustomerScore,
  "customerId" | "valueTier" | "stage" | "purchases" | "recencyDays" | "ageDays" | "firstOrderDay" | "lastOrderDay" | "scoredDay"
>;

export function segmentsOfStored(row: Omit<StoredRow, "customerId">, keepsStage: boolean): PreviousSegments {
  const { firstOrderDay, lastOrderDay, scoredDay } = row;
  const days = { firstOrderDay: dateToDay(firstOrderDay), lastOrderDay: dateToDay(lastOrderDay), scoredDay: dateToDay(scoredDay) };
  return segmentsOf({ ...row, ...days, valueTier: row.valueTier as ValueTier, stage: row.stage as Stage }, keepsStage);
}
