import type { Deps } from "../deps.server.ts";
import type { Import } from "../db/generated/client.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { requireShop } from "../shops/find-shop.repo.server.ts";
import { ShopDetails } from "../shops/shop-details.graphql.ts";
import type { Shop } from "../shops/shop.ts";
import { withDownloadedLines } from "./download-lines.server.ts";
import { fileCoverage } from "./file-coverage.ts";
import { type BulkFile, findBulkFile } from "./find-bulk-file.server.ts";
import { failImport, stepAgain } from "./import-steps.server.ts";
import { changeImport, findActiveImport, noteOnImport } from "./imports.repo.server.ts";
import { loadBulkFile, type LoadProgress } from "./load-bulk-file.server.ts";
import { TRAITS_VERSION } from "./order-traits.ts";
import { startBulkQuery } from "./start-bulk-query.server.ts";
import { forgetUnreadBefore } from "./unread-orders.repo.server.ts";

type Parts = Pick<Deps, "db" | "shopify" | "clock">;

/** What is to follow, in the same transaction, when an import is done. */
export type AfterImport = { onDone: (tx: ShopTransaction, shopId: bigint) => Promise<void> };

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
    if (running.bulkOperationId === null || running.traitsVersion < TRAITS_VERSION) return await askForOrders(deps, running);
    const shop = await requireShop(deps.db, shopId);
    const file = await findBulkFile(deps, running, running.bulkOperationId);
    if (!file) return;
    const progress = await load(deps, shop, running, file);
    await withShop(deps.db, shopId, async (tx) => {
      const now = deps.clock();
      const done = await changeImport(tx, running, { ...progress, status: "done", error: null, updatedAt: now, finishedAt: now });
      if (!done) return;
      await forgetUnreadBefore(tx, shopId, running.startedAt);
      await onDone(tx, shopId);
    });
  } catch (error) {
    const reason = reasonOf(error);
    const final = error instanceof ShopifyError && (error.kind === "refused" || error.kind === "unauthorized");
    if (final) return failImport(deps, running, reason);
    // The queue tries again; meanwhile a page can say what is in the way.
    await noteOnImport(deps.db, running, { error: reason, updatedAt: deps.clock() });
    throw error;
  }
}

async function askForOrders(deps: Parts, running: Import): Promise<void> {
  const outcome = await startBulkQuery(deps, running);
  if (outcome.kind === "refused") return failImport(deps, running, `Shopify did not start the bulk query: ${outcome.reason}`);
  if (outcome.kind === "busy") return stepAgain(deps, running, { status: "requested" }, BUSY_SECONDS);
  await stepAgain(deps, running, { status: "querying", bulkOperationId: outcome.bulkOperationId, traitsVersion: TRAITS_VERSION }, 1);
}

/** After the last attempt at a step: a page shows the failure, and can ask for another import. */
export async function giveUpImport(deps: Parts, payload: { shopId: string }, error: unknown): Promise<void> {
  const running = await withShop(deps.db, BigInt(payload.shopId), (tx) => findActiveImport(tx, BigInt(payload.shopId)));
  if (running) await failImport(deps, running, reasonOf(error));
}

async function load(deps: Parts, shop: Shop, running: Import, { url, objectCount, size }: BulkFile): Promise<LoadProgress> {
  const { db, shopify, clock } = deps;
  let notedAt = clock();
  const begin = { status: "loading", objectCount, linesRead: 0, ordersRead: 0 } as const;
  await noteOnImport(db, running, { ...begin, updatedAt: notedAt });
  const { currentAppInstallation } = await shopify.run(shop.id, ShopDetails, {});
  const coverage = fileCoverage(running.startedAt, { scopes: currentAppInstallation.accessScopes.map(({ handle }) => handle) });
  // Shopify began to collect after this, so what an event told since then is at least as new.
  const reading = { currency: shop.currency, timeZone: shop.timeZone, readAt: running.startedAt };
  const note = async (progress: LoadProgress) => {
    const now = clock();
    if (now.getTime() - notedAt.getTime() < PROGRESS_EVERY_MS) return;
    notedAt = now;
    await noteOnImport(db, running, { ...progress, updatedAt: now });
  };
  const read = (lines: AsyncIterable<string[]>) => loadBulkFile({ db }, shop.id, { reading, coverage }, lines, note);
  return url === null ? read(noLines()) : withDownloadedLines({ url, size }, read);
}

async function* noLines(): AsyncGenerator<string[]> {}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
