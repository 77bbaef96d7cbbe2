import { withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { lockShop } from "../shops/lock-shop.repo.server.ts";
import { importOrdersJob } from "./import-orders.job.ts";
import { changeImport, findActiveImport } from "./imports.repo.server.ts";
import { requestReconciliationWithin } from "./request-reconciliation.server.ts";

/**
 * Goes on after a pause: an import where its file is read to, a comparison at its next step. Where neither was under way,
 * what changed since the last proven point is looked up.
 *
 * @returns busy: nothing rests
 */
export async function resumeReading({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint): Promise<"resumed" | "busy"> {
  return withShop(db, shopId, async (tx) => {
    const { readingPausedAt } = await lockShop(tx, shopId);
    if (readingPausedAt === null) return "busy";
    const now = clock();
    await tx.shop.update({ where: { id: shopId }, data: { readingPausedAt: null, readingPausedBy: null } });
    const resting = await findActiveImport(tx, shopId);
    if (resting) {
      const since = Math.max(readingPausedAt.getTime(), resting.startedAt.getTime());
      const pausedSeconds = resting.pausedSeconds + Math.round((now.getTime() - since) / 1000);
      await changeImport(tx, resting, { pausedSeconds, updatedAt: now });
      await enqueue(tx, importOrdersJob, { shopId: String(shopId) });
    }
    await requestReconciliationWithin(tx, shopId, now, { compares: true });
    return "resumed";
  });
}
