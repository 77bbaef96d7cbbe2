import type { Deps } from "../deps.server.ts";
import type { Import } from "../db/generated/client.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { enqueue } from "../queue/enqueue.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { requireShop } from "../shops/find-shop.repo.server.ts";
import type { Shop } from "../shops/shop.ts";
import { BulkOperationById } from "./bulk-operation-by-id.graphql.ts";
import { downloadLines } from "./download-lines.server.ts";
import { importOrdersJob } from "./import-orders.job.ts";
import { changeImport, findActiveImport, type ImportChange, noteOnImport } from "./imports.repo.server.ts";
import { loadBulkFile, type LoadProgress } from "./load-bulk-file.server.ts";
import { startBulkQuery } from "./start-bulk-query.server.ts";

type Parts = Pick<Deps, "db" | "shopify" | "clock">;

/** What is to follow, in the same transaction, when an import is done. */
export type AfterImport = { onDone: (tx: ShopTransaction, shopId: bigint) => Promise<void> };

/** An operation that Shopify has finished with an answer. */
type File = { url: string | null; objectCount: number; size: number | null };

const PROGRESS_EVERY_MS = 1000;
const BUSY_SECONDS = 10;

/**
 * The next step of the shop's running import. Each step starts from what is stored, ends with something stored, and
 * may be cut off anywhere and run again: ask Shopify to collect the orders; look whether it has; read them in.
 */
export async function importOrders(deps: Parts, payload: { shopId: string }, { onDone }: AfterImport): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const running = await withShop(deps.db, shopId, (tx) => findActiveImport(tx, shopId));
  if (!running) return;
  try {
    if (running.bulkOperationId === null) return await askForOrders(deps, running);
    const shop = await requireShop(deps.db, shopId);
    const file = await findFile(deps, running, running.bulkOperationId);
    if (!file) return;
    const progress = await load(deps, shop, running, file);
    await withShop(deps.db, shopId, async (tx) => {
      const now = deps.clock();
      const done = await changeImport(tx, running, { ...progress, status: "done", error: null, updatedAt: now, finishedAt: now });
      if (done) await onDone(tx, shopId);
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const final = error instanceof ShopifyError && (error.kind === "refused" || error.kind === "unauthorized");
    if (final) return fail(deps, running, reason);
    // The queue tries again; meanwhile a page can say what is in the way.
    await noteOnImport(deps.db, running, { error: reason, updatedAt: deps.clock() });
    throw error;
  }
}

async function askForOrders(deps: Parts, running: Import): Promise<void> {
  const outcome = await startBulkQuery(deps, running);
  if (outcome.kind === "refused") return fail(deps, running, `Shopify did not start the bulk query: ${outcome.reason}`);
  if (outcome.kind === "busy") return again(deps, running, { status: "requested" }, BUSY_SECONDS);
  await again(deps, running, { status: "querying", bulkOperationId: outcome.bulkOperationId }, 1);
}

/** Null where there is none yet, or none any more: what follows then is stored already. */
async function findFile(deps: Parts, running: Import, id: string): Promise<File | null> {
  const { bulkOperation } = await deps.shopify.run(running.shopId, BulkOperationById, { id });
  const objectCount = Number(bulkOperation?.objectCount ?? 0);
  switch (bulkOperation?.status) {
    case "CREATED":
    case "RUNNING":
    case "CANCELING":
      await again(deps, running, { objectCount }, pollSeconds(running, deps.clock()));
      return null;
    case "COMPLETED": {
      const { url, fileSize } = bulkOperation;
      if (url === null && objectCount > 0) throw new Error(`Shopify found ${objectCount} objects and gives no file (${id})`);
      return { url, objectCount, size: fileSize === null ? null : Number(fileSize) };
    }
    case "FAILED":
    case "CANCELED":
      await fail(deps, running, `Shopify's bulk query ended as ${bulkOperation.status} (${bulkOperation.errorCode ?? "no reason given"}).`);
      return null;
    case "EXPIRED":
    case undefined:
      await again(deps, running, { status: "requested", bulkOperationId: null }, 0);
      return null;
  }
}

async function load(deps: Parts, shop: Shop, running: Import, { url, objectCount, size }: File): Promise<LoadProgress> {
  const { db, clock } = deps;
  let notedAt = clock();
  const begin = { status: "loading", objectCount, linesRead: 0, ordersRead: 0 } as const;
  await noteOnImport(db, running, { ...begin, updatedAt: notedAt });
  const lines = url === null ? noLines() : downloadLines({ url, size });
  // Shopify began to collect after this, so what an event told since then is at least as new.
  const reading = { currency: shop.currency, timeZone: shop.timeZone, readAt: running.startedAt };
  return loadBulkFile({ db }, shop.id, reading, lines, async (progress) => {
    const now = clock();
    if (now.getTime() - notedAt.getTime() < PROGRESS_EVERY_MS) return;
    notedAt = now;
    await noteOnImport(db, running, { ...progress, updatedAt: now });
  });
}

async function* noLines(): AsyncGenerator<string[]> {}

/** Stores where the import stands, and the next step with it. */
async function again(
  deps: Parts,
  running: Import,
  change: Omit<ImportChange, "updatedAt">,
  delaySeconds: number,
): Promise<void> {
  await withShop(deps.db, running.shopId, async (tx) => {
    const active = await changeImport(tx, running, { ...change, error: null, updatedAt: deps.clock() });
    if (active) await enqueue(tx, importOrdersJob, { shopId: String(running.shopId) }, { delaySeconds });
  });
}

async function fail({ db, clock }: Parts, running: Import, reason: string): Promise<void> {
  await noteOnImport(db, running, { status: "failed", error: reason, updatedAt: clock(), finishedAt: clock() });
}

/** A small shop is done within seconds and should not wait ten; a large one need not be asked each second. */
function pollSeconds({ startedAt }: Import, now: Date): number {
  return Math.min(10, Math.max(1, (now.getTime() - startedAt.getTime()) / 10_000));
}
