import type { Deps } from "../deps.server.ts";
import { withShop } from "../db/with-shop.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { importOrdersJob } from "./import-orders.job.ts";
import { ACTIVE_IMPORT_STATUSES, type ImportStatus } from "./import-status.ts";
import { findActiveImport } from "./imports.repo.server.ts";

/** Has all orders read in. Where an import is under way, that one is woken instead. */
export async function requestImport({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint): Promise<void> {
  await withShop(db, shopId, async (tx) => {
    // Two requests at once would both find no import; the shop's row makes the second wait for the first.
    await tx.$queryRaw`SELECT id FROM shops WHERE id = ${shopId} FOR UPDATE`;
    const now = clock();
    const { installedAt } = await tx.shop.findUniqueOrThrow({ where: { id: shopId } });
    const superseded: ImportStatus = "failed";
    // What Shopify collected before the app was removed lacks the orders since.
    await tx.import.updateMany({
      where: { shopId, status: { in: ACTIVE_IMPORT_STATUSES }, startedAt: { lt: installedAt } },
      data: { status: superseded, error: "The app was removed while the import ran.", updatedAt: now, finishedAt: now },
    });
    if (!(await findActiveImport(tx, shopId))) {
      const status: ImportStatus = "requested";
      await tx.import.create({ data: { shopId, status, startedAt: now, updatedAt: now } });
    }
    await enqueue(tx, importOrdersJob, { shopId: String(shopId) });
  });
}
