import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { ensureEnqueued } from "../queue/ensure-enqueued.server.ts";
import { lockShop } from "../shops/lock-shop.repo.server.ts";
import { findActiveImport, readTraitsVersion } from "./imports.repo.server.ts";
import { TRAITS_VERSION } from "./order-traits.ts";
import { reconcileShopJob } from "./reconcile-shop.job.ts";
import type { ReconciliationStatus } from "./reconciliation-status.ts";
import { findActiveReconciliation, findProvenTime } from "./reconciliations.repo.server.ts";

/** Clocks that differ, and changes that Shopify's search finds late: so much is looked at once more. */
const OVERLAP_MS = 15 * 60_000;

type Wanted = {
  /** Whether the customers' sums are to be held against Shopify's, too. */
  compares: boolean;
  /** At once unless told. */
  delaySeconds?: number;
};

export async function requestReconciliation({ db, clock }: Pick<Deps, "db" | "clock">, shopId: bigint, wanted: Wanted): Promise<void> {
  await withShop(db, shopId, (tx) => requestReconciliationWithin(tx, shopId, clock(), wanted));
}

/**
 * Has everything read that changed since the last proven point. One that is under way does what is asked for more. While
 * an import runs, or before the first, there is nothing to prove; while reading rests it waits for its end.
 */
export async function requestReconciliationWithin(tx: ShopTransaction, shopId: bigint, now: Date, wanted: Wanted): Promise<void> {
  if ((await lockShop(tx, shopId)).readingPausedAt !== null) return;
  // An older import has not read what tells Shopify's sums from ours.
  const compares = wanted.compares && (await readTraitsVersion(tx, shopId)) === TRAITS_VERSION;
  const active = await findActiveReconciliation(tx, shopId);
  if (active && compares) await tx.reconciliation.update({ where: { shopId_id: { shopId, id: active.id } }, data: { compares } });
  if (!active) {
    const provenTo = await findProvenTime(tx, shopId);
    if (provenTo === null || (await findActiveImport(tx, shopId))) return;
    const status: ReconciliationStatus = "orders";
    const fromTime = new Date(provenTo.getTime() - OVERLAP_MS);
    await tx.reconciliation.create({ data: { shopId, compares, status, startedAt: now, fromTime, toTime: now } });
  }
  const payload = { shopId: String(shopId) };
  if (active && wanted.delaySeconds) await ensureEnqueued(tx, reconcileShopJob, payload);
  else await enqueue(tx, reconcileShopJob, payload, wanted);
}
