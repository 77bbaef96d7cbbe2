import type { Database } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { loadBulkFile } from "#app/orders/load-bulk-file.server.ts";
import { type LoadProgress, NOTHING_LOADED } from "#app/orders/load-progress.ts";
import type { Reading } from "#app/orders/parse-order.ts";

/** Reads a bulk operation's file into the ledger, without what comes before and after it in an import. */
export async function loadFile(db: Database, shopId: bigint, url: string, reading: Reading, isScattered = false): Promise<LoadProgress> {
  const { readAt } = reading;
  const data = { shopId, status: "loading", bulkOperationId: "file", scattered: isScattered, startedAt: readAt, updatedAt: readAt };
  const running = await withShop(db, shopId, (tx) => tx.import.create({ data }));
  const file = { url, objectCount: 0, size: null, brokenOff: null };
  const outcome = await loadBulkFile({ db, clock: () => readAt }, { running, file, reading, from: NOTHING_LOADED });
  await withShop(db, shopId, (tx) => tx.import.updateMany({ where: { shopId }, data: { status: "done" } }));
  if (outcome.kind === "loaded") return outcome.progress;
  if (outcome.kind !== "scattered" || isScattered) throw new Error(`The load ended as ${outcome.kind}`);
  return loadFile(db, shopId, url, reading, true);
}
