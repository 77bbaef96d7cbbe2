import type { Database } from "../db/database.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import type { WriteCounts } from "./write-outcome.ts";

/** Starts a run, or takes up the one that a crash or an error cut short. */
export async function openWriteRun(db: Database, shopId: bigint, customers: number, now: Date): Promise<bigint> {
  return withShop(db, shopId, async (tx) => {
    const open = await tx.writeRun.findFirst({ where: { shopId, finishedAt: null }, orderBy: { id: "desc" } });
    if (!open) return (await tx.writeRun.create({ data: { shopId, startedAt: now, customersTotal: customers } })).id;
    const data = { customersTotal: open.customersDone + customers, error: null };
    await tx.writeRun.update({ where: { shopId_id: { shopId, id: open.id } }, data });
    return open.id;
  });
}

export async function reportWrites(db: Database, shopId: bigint, id: bigint, counts: WriteCounts): Promise<void> {
  const data = Object.fromEntries(Object.entries(counts).map(([column, increment]) => [column, { increment }]));
  await withShop(db, shopId, (tx) => tx.writeRun.update({ where: { shopId_id: { shopId, id } }, data }));
}

/** The total becomes what was done: a customer counted at the start may have been written by an event meanwhile. */
export async function finishWriteRun(db: Database, shopId: bigint, id: bigint, now: Date): Promise<void> {
  await withShop(db, shopId, (tx) =>
    tx.$executeRaw`UPDATE write_runs SET finished_at = ${now}, customers_total = customers_done WHERE shop_id = ${shopId} AND id = ${id}`,
  );
}

/** The run stays open: the job is tried again and takes it up. */
export async function noteWriteError(db: Database, shopId: bigint, id: bigint, error: unknown): Promise<void> {
  const data = { error: error instanceof Error ? error.message : String(error) };
  await withShop(db, shopId, (tx) => tx.writeRun.update({ where: { shopId_id: { shopId, id } }, data }));
}
