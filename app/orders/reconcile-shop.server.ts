import type { Reconciliation } from "../db/generated/client.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import type { Deps } from "../deps.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { requireShop } from "../shops/find-shop.repo.server.ts";
import { lockShop } from "../shops/lock-shop.repo.server.ts";
import { isReadingPaused } from "../shops/reading-pause.repo.server.ts";
import { checkCustomers } from "./check-customers.server.ts";
import { followMerges } from "./follow-merges.server.ts";
import type { AfterChange } from "./merge-customers.server.ts";
import { reconcileCustomers } from "./reconcile-customers.server.ts";
import { reconcileOrders } from "./reconcile-orders.server.ts";
import { reconcileShopJob } from "./reconcile-shop.job.ts";
import { problemOf } from "./problem-of.ts";
import type { ReconcileStep } from "./reconcile-step.ts";
import { changeReconciliation, findActiveReconciliation } from "./reconciliations.repo.server.ts";
import { requestImportWithin } from "./request-import.server.ts";

type Parts = Pick<Deps, "db" | "shopify" | "clock">;

/**
 * The next step of the shop's reconciliation, where it does not rest. Each starts from what is stored, ends with something
 * stored, and may be cut off anywhere and run again: orders that are read twice stay as they are.
 */
export async function reconcileShop(deps: Parts, payload: { shopId: string }, next: AfterChange): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const running = await withShop(deps.db, shopId, async (tx) => ((await isReadingPaused(tx, shopId)) ? null : findActiveReconciliation(tx, shopId)));
  if (!running) return;
  try {
    const step = await takeStep(deps, running, next);
    await followMerges(deps, shopId, next);
    await withShop(deps.db, shopId, (tx) => proceed(tx, deps.clock(), running, step));
  } catch (error) {
    const final = error instanceof ShopifyError && (error.kind === "refused" || error.kind === "unauthorized");
    if (!final) throw error;
    await giveUpReconciliation(deps, payload, error);
  }
}

async function takeStep(deps: Parts, running: Reconciliation, next: AfterChange): Promise<ReconcileStep> {
  if (running.status === "orders") return reconcileOrders(deps, running, next);
  const shop = await requireShop(deps.db, running.shopId);
  return running.status === "customers" ? reconcileCustomers(deps, shop, running, next) : checkCustomers(deps, shop, running, next);
}

async function proceed(tx: ShopTransaction, now: Date, running: Reconciliation, { change, delaySeconds = 0 }: ReconcileStep): Promise<void> {
  const { shopId, id } = running;
  // Whoever asks for more holds the shop's row, too.
  await lockShop(tx, shopId);
  const { compares } = await tx.reconciliation.findUniqueOrThrow({ where: { shopId_id: { shopId, id } } });
  const done = change.status === "done" || (change.status === "customers" && !compares);
  const changed = await changeReconciliation(tx, running, done ? { ...change, status: "done", finishedAt: now } : change);
  if (!changed) return;
  if (!done) await enqueue(tx, reconcileShopJob, { shopId: String(shopId) }, { delaySeconds });
  else if (change.importRequested) await requestImportWithin(tx, shopId, now);
}

/** After the last attempt at a step: the next reconciliation begins where the last proven point is. */
export async function giveUpReconciliation({ db, clock }: Parts, payload: { shopId: string }, error: unknown): Promise<void> {
  const shopId = BigInt(payload.shopId);
  await withShop(db, shopId, async (tx) => {
    const running = await findActiveReconciliation(tx, shopId);
    if (running) await changeReconciliation(tx, running, { status: "failed", problem: problemOf(error), toCheck: [], finishedAt: clock() });
  });
}
