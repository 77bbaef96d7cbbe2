import type { Deps } from "../deps.server.ts";
import type { Import } from "../db/generated/client.ts";
import { type ShopTransaction, withShop } from "../db/with-shop.server.ts";
import { ShopifyError } from "../shopify/shopify-error.ts";
import { requireShop } from "../shops/find-shop.repo.server.ts";
import { isReadingPaused } from "../shops/reading-pause.repo.server.ts";
import { readScopes } from "../shops/read-scopes.server.ts";
import type { Shop } from "../shops/shop.ts";
import { fileCoverage } from "./file-coverage.ts";
import { type BulkFile, findBulkFile } from "./find-bulk-file.server.ts";
import { failImport, restartImport, stepAgain } from "./import-steps.server.ts";
import { changeImport, findActiveImport, loadColumns, loadProgressOf, noteOnImport } from "./imports.repo.server.ts";
import { termsInForce } from "./ledger-terms.ts";
import { loadBulkFile } from "./load-bulk-file.server.ts";
import { type LoadProgress, NOTHING_LOADED } from "./load-progress.ts";
import { TRAITS_VERSION } from "./order-traits.ts";
import { removeUnseenOrders } from "./orders.repo.server.ts";
import { OrdersCount } from "./orders-count.graphql.ts";
import { ORDERS_IN_BULK } from "./orders-in-bulk.graphql.ts";
import { startBulkQuery } from "./start-bulk-query.server.ts";
import { problemOf } from "./problem-of.ts";
import type { PassingProblem } from "./read-problem.ts";
import { forgetUnreadBefore } from "./unread-orders.repo.server.ts";

type Parts = Pick<Deps, "db" | "shopify" | "clock">;

/** What is to follow, in the same transaction, when an import is done. */
export type AfterImport = { onDone: (tx: ShopTransaction, shopId: bigint) => Promise<void> };

const BUSY_SECONDS = 10;
/** For the removal of orders that are gone, all of a large shop's at worst. */
const LONGEST_FINISH_MS = 10 * 60_000;

/**
 * The next step of the shop's running import, where it does not rest. Each step starts from what is stored, ends with
 * something stored, and may be cut off anywhere and run again: ask Shopify to collect the orders; look whether it has;
 * read them in.
 */
export async function importOrders(deps: Parts, payload: { shopId: string }, { onDone }: AfterImport): Promise<void> {
  const shopId = BigInt(payload.shopId);
  const running = await withShop(deps.db, shopId, async (tx) => ((await isReadingPaused(tx, shopId)) ? null : findActiveImport(tx, shopId)));
  if (!running) return;
  try {
    if (running.bulkOperationId === null || running.traitsVersion < TRAITS_VERSION) return await askForOrders(deps, running);
    const shop = await requireShop(deps.db, shopId);
    const file = await findBulkFile(deps, running, running.bulkOperationId);
    if (!file) return;
    const progress = await load(deps, shop, running, file);
    if (!progress) return;
    const shortcoming = file.brokenOff ?? (await findMissing(deps, shopId, file));
    if (shortcoming !== null) return await restartImport(deps, running, shortcoming);
    await finish(deps, running, progress, onDone);
  } catch (error) {
    const problem = problemOf(error);
    const final = error instanceof ShopifyError && (error.kind === "refused" || error.kind === "unauthorized");
    if (final) return failImport(deps, running, problem);
    // The queue tries again; meanwhile a page can say what is in the way.
    await noteOnImport(deps.db, running, { problem, updatedAt: deps.clock() });
    throw error;
  }
}

async function askForOrders(deps: Parts, running: Import): Promise<void> {
  const { shopId, startedAt } = running;
  const findTaken = async (ids: string[]) => {
    const others = await withShop(deps.db, shopId, (tx) => tx.import.findMany({ where: { shopId, bulkOperationId: { in: ids } } }));
    return others.map(({ bulkOperationId }) => bulkOperationId);
  };
  const outcome = await startBulkQuery(deps, { shopId, query: ORDERS_IN_BULK, startedAt, findTaken });
  if (outcome.kind === "refused") return failImport(deps, running, { code: "not-started", said: outcome.reason });
  if (outcome.kind === "busy") return stepAgain(deps, running, { status: "requested" }, BUSY_SECONDS);
  const asked = { status: "querying", bulkOperationId: outcome.bulkOperationId, traitsVersion: TRAITS_VERSION } as const;
  await stepAgain(deps, running, { ...asked, ...loadColumns(NOTHING_LOADED), scattered: false }, 1);
}

/** After the last attempt at a step: a page shows the failure, and can ask for another import. */
export async function giveUpImport(deps: Parts, payload: { shopId: string }, error: unknown): Promise<void> {
  const running = await withShop(deps.db, BigInt(payload.shopId), (tx) => findActiveImport(tx, BigInt(payload.shopId)));
  if (running) await failImport(deps, running, problemOf(error));
}

/** @returns how much was read in all; null where what follows is another step, another worker's, or nothing until it is resumed */
async function load(deps: Parts, shop: Shop, running: Import, { url, ...file }: BulkFile): Promise<LoadProgress | null> {
  await noteOnImport(deps.db, running, { status: "loading", objectCount: file.objectCount, updatedAt: deps.clock() });
  if (url === null) return NOTHING_LOADED;
  // Shopify began to collect after this, so what an event told since then is at least as new.
  const reading = { ...termsInForce(shop), readAt: running.startedAt };
  const outcome = await loadBulkFile(deps, { running, file: { url, ...file }, reading, from: loadProgressOf(running) });
  switch (outcome.kind) {
    case "loaded":
      return outcome.progress;
    case "overtaken":
      return null;
    case "other-terms":
      await stepAgain(deps, running, {}, 0);
      return null;
    case "scattered": {
      // A file that is not whole shows of no order that all of its lines are there.
      if (file.brokenOff !== null) return NOTHING_LOADED;
      await stepAgain(deps, running, { ...loadColumns(NOTHING_LOADED), scattered: true }, 0);
      return null;
    }
  }
}

/** A file of nothing is what a shop without orders gives, and what a query gives that went wrong. */
async function findMissing({ shopify }: Parts, shopId: bigint, { url }: BulkFile): Promise<PassingProblem | null> {
  if (url !== null) return null;
  const { ordersCount } = await shopify.run(shopId, OrdersCount, { query: "" });
  const orders = ordersCount?.count ?? 0;
  return orders === 0 ? null : { code: "nothing-found", orders, said: null, tries: null };
}

async function finish({ db, shopify, clock }: Parts, running: Import, progress: LoadProgress, onDone: AfterImport["onDone"]): Promise<void> {
  const { shopId, startedAt } = running;
  const coverage = fileCoverage(startedAt, { scopes: await readScopes({ shopify }, shopId) });
  await withShop(
    db,
    shopId,
    async (tx) => {
      const now = clock();
      if (!(await changeImport(tx, running, { status: "done", problem: null, updatedAt: now, finishedAt: now }))) return;
      // A line that could not be read may be any order's.
      if (progress.linesRefused === 0) await removeUnseenOrders(tx, shopId, coverage);
      await forgetUnreadBefore(tx, shopId, startedAt, coverage.processedFrom);
      await onDone(tx, shopId);
    },
    { timeout: LONGEST_FINISH_MS },
  );
}
