import type { ShopTransaction } from "../db/with-shop.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { importOrdersJob } from "./import-orders.job.ts";
import { ACTIVE_IMPORT_STATUSES, type ImportStatus } from "./import-status.ts";
import { findActiveImport } from "./imports.repo.server.ts";
import type { ReadProblem } from "./read-problem.ts";

type Supersede = {
  /** An import that began before this is given up. */
  startedBefore: Date;
  because: ReadProblem;
  /** Of the staff; null is the app itself. */
  askedBy?: string | null;
};

/** Begins an import, or wakes the one that is under way. Hold the shop's row: of two at once both would find none. */
export async function openImport(tx: ShopTransaction, shopId: bigint, now: Date, { startedBefore, because, askedBy = null }: Supersede): Promise<void> {
  const superseded: ImportStatus = "failed";
  await tx.import.updateMany({
    where: { shopId, status: { in: ACTIVE_IMPORT_STATUSES }, startedAt: { lt: startedBefore } },
    data: { status: superseded, problem: because, updatedAt: now, finishedAt: now },
  });
  if (!(await findActiveImport(tx, shopId))) {
    const status: ImportStatus = "requested";
    await tx.import.create({ data: { shopId, status, askedBy, startedAt: now, updatedAt: now } });
  }
  await enqueue(tx, importOrdersJob, { shopId: String(shopId) });
}
