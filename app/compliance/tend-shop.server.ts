import type { Deps } from "../deps.server.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { importOrdersJob } from "../orders/import-orders.job.ts";
import { findActiveImport } from "../orders/imports.repo.server.ts";
import { renewTraits } from "../orders/renew-traits.server.ts";
import { retryCurrencyImport } from "../orders/retry-currency-import.server.ts";
import { retryUnreadOrders } from "../orders/retry-unread-orders.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { ensureEnqueued } from "../queue/ensure-enqueued.server.ts";
import { refreshShopJob } from "../shops/refresh-shop.job.ts";
import { pruneShop } from "./prune-shop.repo.server.ts";
import { tendJobs } from "./tend-jobs.repo.server.ts";

type Next = { onTended: (tx: ShopTransaction, shopId: bigint) => Promise<void> };

/**
 * What is old goes, what came to nothing is tried again, and what is to follow follows (`onTended`) for a shop that has
 * the app, and whose currency and time zone are known.
 */
export async function tendShop({ db, clock }: Pick<Deps, "db" | "clock">, payload: { shopId: string }, { onTended }: Next): Promise<void> {
  const shopId = BigInt(payload.shopId);
  await pruneShop(db, shopId, clock());
  await withShop(db, shopId, async (tx) => {
    await tendJobs(tx, shopId);
    const ready = await tx.shop.findFirst({ where: { id: shopId, uninstalledAt: null, currency: { not: null } } });
    if (!ready) return;
    if (ready.readingPausedAt === null) await readWhatIsMissing(tx, shopId, clock());
    await onTended(tx, shopId);
  });
}

async function readWhatIsMissing(tx: ShopTransaction, shopId: bigint, now: Date): Promise<void> {
  // Events about the shop's settings may be lost like any other.
  await enqueue(tx, refreshShopJob, { shopId: String(shopId) });
  await retryUnreadOrders(tx, shopId);
  await renewTraits(tx, shopId, now);
  await retryCurrencyImport(tx, shopId, now);
  // A worker killed at a job's last attempt leaves no trace: an import that nobody works on is taken up again.
  if (await findActiveImport(tx, shopId)) await ensureEnqueued(tx, importOrdersJob, { shopId: String(shopId) });
}
