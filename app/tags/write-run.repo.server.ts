import type { PoolClient } from "pg";
import type { Database } from "../db/database.server.ts";
import { Prisma, type WriteRun } from "../db/generated/client.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import type { WriteCounts } from "./write-outcome.ts";
import type { WriteProblem } from "./write-problem.ts";
import { Writing } from "./writing.ts";

/** The oldest: an undo begins when the run that it cuts short is over. */
export function findOpenRun(db: Database, shopId: bigint): Promise<WriteRun | null> {
  return withShop(db, shopId, (tx) => tx.writeRun.findFirst({ where: { shopId, finishedAt: null }, orderBy: { id: "asc" } }));
}

/** The run that an event's write belongs to: the one that is open, or the last where the merchant has said no to it. */
export async function findRunOfEvents(db: Database, shopId: bigint): Promise<WriteRun | null> {
  const open = await findOpenRun(db, shopId);
  if (open) return open;
  const last = await withShop(db, shopId, (tx) => tx.writeRun.findFirst({ where: { shopId }, orderBy: { id: "desc" } }));
  return last?.approval === "refused" ? last : null;
}

export function startWriteRun(db: Database, shopId: bigint, now: Date): Promise<WriteRun> {
  return withShop(db, shopId, (tx) => tx.writeRun.create({ data: { shopId, startedAt: now, customersTotal: 0 } }));
}

/** What the shop's writing aims at, and whose wishes are written; null before the shop is scored. */
export function findAim(db: Database, shopId: bigint): Promise<{ writing: Writing; scoreRunId: bigint | null }> {
  return withShop(db, shopId, async (tx) => {
    const { writing, currentRunId } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
    return { writing: Writing.parse(writing), scoreRunId: currentRunId };
  });
}

type Change = Partial<Pick<WriteRun, "customersTotal" | "failures" | "roundsAfter" | "scoreRunId" | "searchId" | "undoable">>;

export async function changeWriteRun(db: Database, { shopId, id }: WriteRun, data: Change): Promise<void> {
  await withShop(db, shopId, (tx) => tx.writeRun.update({ where: { shopId_id: { shopId, id } }, data }));
}

export async function reportWrites(db: Database, { shopId, id }: WriteRun, counts: WriteCounts): Promise<void> {
  const data = Object.fromEntries(Object.entries(counts).map(([column, increment]) => [column, { increment }]));
  await withShop(db, shopId, (tx) => tx.writeRun.update({ where: { shopId_id: { shopId, id } }, data }));
}

/** How far the round under way is, by what Shopify has worked through; what came of it takes the place at its end. */
export async function estimateRound(db: Database, { shopId, id }: WriteRun, customers: number): Promise<void> {
  await withShop(db, shopId, (tx) =>
    tx.$executeRaw`
      UPDATE write_runs
      SET customers_done = customers_done - customers_estimated + ${customers}::integer, customers_estimated = ${customers}::integer
      WHERE shop_id = ${shopId} AND id = ${id}`,
  );
}

/** In the transaction that settles the round. After one that failed everybody is looked at anew. */
export async function reportRound(client: PoolClient, run: WriteRun, counts: WriteCounts, failed: boolean): Promise<void> {
  const { customersDone, tagsAdded, tagsRemoved, metafieldsSet, refused } = counts;
  await client.query(
    `UPDATE write_runs
     SET customers_done = customers_done - customers_estimated + $3, customers_estimated = 0, tags_added = tags_added + $4,
       tags_removed = tags_removed + $5, metafields_set = metafields_set + $6, refused = refused + $7,
       rounds_after = CASE WHEN $8::boolean THEN NULL ELSE rounds_after END,
       problem = CASE WHEN $8 THEN problem END, failures = CASE WHEN $8 THEN failures ELSE 0 END
     WHERE shop_id = $1 AND id = $2`,
    [run.shopId, run.id, customersDone, tagsAdded, tagsRemoved, metafieldsSet, refused, failed],
  );
}

/**
 * The total becomes what was done: a customer counted at the start may have been written by an event meanwhile. A run that
 * still waits for a yes has had its no.
 */
export async function finishWriteRun(tx: ShopTransaction, { shopId, id }: WriteRun, now: Date): Promise<void> {
  const where = { shopId_id: { shopId, id } };
  const { customersDone, approval } = await tx.writeRun.findUniqueOrThrow({ where });
  const decided = approval === "waiting" ? "refused" : approval;
  const data = { finishedAt: now, customersTotal: customersDone, approval: decided, problem: Prisma.DbNull, failures: 0 };
  await tx.writeRun.update({ where, data });
}

/** @returns how often the run has failed in a row now */
export async function noteProblem(db: Database, { shopId, id }: WriteRun, problem: WriteProblem): Promise<number> {
  const data = { problem, failures: { increment: 1 } };
  const { failures } = await withShop(db, shopId, (tx) => tx.writeRun.update({ where: { shopId_id: { shopId, id } }, data }));
  return failures;
}
