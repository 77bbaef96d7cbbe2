import { answerDataRequest } from "./compliance/answer-data-request.server.ts";
import { answerDataRequestJob, redactCustomerJob, redactShopJob } from "./compliance/compliance.job.ts";
import { giveUpRedaction, redactCustomer } from "./compliance/redact-customer.server.ts";
import { redactShop } from "./compliance/redact-shop.server.ts";
import { tendShopJob } from "./compliance/tend-shop.job.ts";
import { tendShop } from "./compliance/tend-shop.server.ts";
import { type ShopTransaction, withShop } from "./db/with-shop.server.ts";
import type { FileDeps } from "./deps.server.ts";
import { storeCohortsJob } from "./insights/store-cohorts.job.ts";
import { storeCohorts } from "./insights/store-cohorts.server.ts";
import { storeOriginsJob } from "./insights/store-origins.job.ts";
import { storeOrigins, storeOriginsOf } from "./insights/store-origins.server.ts";
import { storeOverviewJob } from "./insights/store-overview.job.ts";
import { storeOverview } from "./insights/store-overview.server.ts";
import { storeSplits } from "./insights/store-splits.repo.server.ts";
import { changeCurrencyJob } from "./orders/change-currency.job.ts";
import { changeCurrency } from "./orders/change-currency.server.ts";
import { followShopChange } from "./orders/follow-shop-change.server.ts";
import { importOrdersJob } from "./orders/import-orders.job.ts";
import { giveUpImport, importOrders } from "./orders/import-orders.server.ts";
import { failInstallation } from "./orders/import-steps.server.ts";
import { ingestOrderJob } from "./orders/ingest-order.job.ts";
import { giveUpOrder, ingestOrder } from "./orders/ingest-order.server.ts";
import { mergeCustomersJob } from "./orders/merge-customers.job.ts";
import { mergeCustomers } from "./orders/merge-customers.server.ts";
import { moveOrderDaysJob } from "./orders/move-order-days.job.ts";
import { moveOrderDays } from "./orders/move-order-days.server.ts";
import { reconcileShopJob } from "./orders/reconcile-shop.job.ts";
import { giveUpReconciliation, reconcileShop } from "./orders/reconcile-shop.server.ts";
import { requestImport } from "./orders/request-import.server.ts";
import { requestReconciliationWithin } from "./orders/request-reconciliation.server.ts";
import { type JobDefinition, LIVE } from "./queue/define-job.ts";
import { enqueue } from "./queue/enqueue.server.ts";
import { handle } from "./queue/handle.ts";
import { dropCustomerFileJob } from "./reach/customer-files/drop-customer-file.job.ts";
import { dropFile } from "./reach/customer-files/drop-file.server.ts";
import { fillCustomerFileJob } from "./reach/customer-files/fill-customer-file.job.ts";
import { fillFile, giveUpFile } from "./reach/customer-files/fill-file.server.ts";
import { measureReachJob } from "./reach/measure-reach.job.ts";
import { measureReach } from "./reach/measure-reach.server.ts";
import { giveUpScoring } from "./segments/give-up-scoring.repo.server.ts";
import { scoreCustomerJob } from "./segments/score-customer.job.ts";
import { scoreCustomer } from "./segments/score-customer.server.ts";
import { scoreShopJob } from "./segments/score-shop.job.ts";
import { scoreShop } from "./segments/score-shop.server.ts";
import { patiently } from "./shopify/patiently.ts";
import { ShopifyError } from "./shopify/shopify-error.ts";
import { hasAccess } from "./shops/find-shop.repo.server.ts";
import { installShopJob } from "./shops/install-shop.job.ts";
import { isReadingPaused } from "./shops/reading-pause.repo.server.ts";
import { readShopDetails } from "./shops/read-shop-details.server.ts";
import { refreshShopJob } from "./shops/refresh-shop.job.ts";
import type { ShopChange } from "./shops/shop-change.ts";
import { uninstallShopJob } from "./shops/uninstall-shop.job.ts";
import { uninstallShop } from "./shops/uninstall-shop.server.ts";
import { ensureMetafieldDefinitions } from "./tags/ensure-metafield-definitions.server.ts";
import { noticeTagEventJob } from "./tags/notice-tag-event.job.ts";
import { noticeTagEvent } from "./tags/notice-tag-event.server.ts";
import { syncShopifySegmentsJob } from "./tags/shopify-segments/sync-shopify-segments.job.ts";
import { syncShopifySegments } from "./tags/shopify-segments/sync-shopify-segments.server.ts";
import { writeCustomerJob } from "./tags/write-customer.job.ts";
import { writeCustomer } from "./tags/write-customer.server.ts";
import { writeCustomersJob } from "./tags/write-customers.job.ts";
import { writeCustomers } from "./tags/write-customers.server.ts";
import { findWriting } from "./tags/writing.repo.server.ts";

/** Every job and its use case; where one ends, the next stage of the river is enqueued in the same transaction. */
export function handlersOf(deps: FileDeps) {
  const scoreAll = (tx: ShopTransaction, shopId: bigint) => enqueue(tx, scoreShopJob, { shopId: String(shopId) });
  const scoreEach = async (tx: ShopTransaction, shopId: bigint, customerIds: bigint[]) => {
    for (const customerId of customerIds) {
      await enqueue(tx, scoreCustomerJob, { shopId: String(shopId), customerId: String(customerId) });
    }
  };
  const scoreAndCompareAll = async (tx: ShopTransaction, shopId: bigint) => {
    await scoreAll(tx, shopId);
    await requestReconciliationWithin(tx, shopId, deps.clock(), { compares: true });
  };
  const writeAll = (tx: ShopTransaction, shopId: bigint) => enqueue(tx, writeCustomersJob, { shopId: String(shopId) });
  const writeOne = (tx: ShopTransaction, shopId: bigint, customerId: bigint) =>
    enqueue(tx, writeCustomerJob, { shopId: String(shopId), customerId: String(customerId) });
  const placeAndWriteOne = async (tx: ShopTransaction, shopId: bigint, customerId: bigint) => {
    await storeOriginsOf(tx, shopId, customerId);
    await writeOne(tx, shopId, customerId);
  };

  const splitAndWriteAll = async (tx: ShopTransaction, shopId: bigint) => {
    await storeSplits(tx, shopId);
    await enqueue(tx, storeOverviewJob, { shopId: String(shopId) });
    await enqueue(tx, storeCohortsJob, { shopId: String(shopId) });
    await enqueue(tx, storeOriginsJob, { shopId: String(shopId) });
    await writeAll(tx, shopId);
  };

  const measureReachOf = async (tx: ShopTransaction, shopId: bigint) => {
    if (!(await isReadingPaused(tx, shopId))) await enqueue(tx, measureReachJob, { shopId: String(shopId) });
  };
  const followTags = async (tx: ShopTransaction, shopId: bigint) => {
    await enqueue(tx, syncShopifySegmentsJob, { shopId: String(shopId) });
    await measureReachOf(tx, shopId);
  };

  /** Consents change where no tag does: they are counted each night, whether or not anything is written. */
  const beginNight = async (tx: ShopTransaction, shopId: bigint) => {
    await measureReachOf(tx, shopId);
    await scoreAndCompareAll(tx, shopId);
  };

  const onChanged = (tx: ShopTransaction, shopId: bigint, change: ShopChange) => followShopChange(deps, tx, shopId, change);

  /**
   * A shop that has removed the app, or whose access Shopify took away, leaves jobs behind; they would only fail, again and
   * again. Its return reads everything anew. What lets live events pass in the queue lets them pass at Shopify, too.
   */
  const whileOpen = <Payload extends { shopId: string }>(
    job: JobDefinition<Payload>,
    work: (given: FileDeps, payload: Payload) => Promise<void>,
    giveUp?: (payload: Payload, error: unknown) => Promise<void>,
  ) => {
    const given = job.priority === LIVE ? deps : { ...deps, shopify: patiently(deps.shopify) };
    const workIfOpen = async (payload: Payload) => {
      const isOpen = () => hasAccess(deps.db, BigInt(payload.shopId));
      const leave = (err?: unknown) => deps.log.info({ job: job.name, shopId: payload.shopId, err }, "the app has no access to the shop: nothing to do");
      if (!(await isOpen())) return leave();
      try {
        await work(given, payload);
      } catch (error) {
        const noAccess = error instanceof ShopifyError && error.kind === "unauthorized" && !(await isOpen());
        if (!noAccess) throw error;
        leave(error);
      }
    };
    return handle(job, workIfOpen, giveUp);
  };

  return [
    whileOpen(
      installShopJob,
      async (given, { shopId }) => {
        await readShopDetails(given, BigInt(shopId), { onChanged });
        // A merchant who has had everything removed may come back to look.
        const writes = await withShop(given.db, BigInt(shopId), async (tx) => (await findWriting(tx, BigInt(shopId))) === "on");
        if (writes) await ensureMetafieldDefinitions(given, BigInt(shopId));
        await requestImport(given, BigInt(shopId));
      },
      (payload, error) => failInstallation(deps, payload, error),
    ),
    whileOpen(refreshShopJob, (given, { shopId }) => readShopDetails(given, BigInt(shopId), { onChanged })),
    handle(uninstallShopJob, (payload) => uninstallShop(deps, payload)),
    whileOpen(
      importOrdersJob,
      (given, payload) => importOrders(given, payload, { onDone: scoreAndCompareAll }),
      (payload, error) => giveUpImport(deps, payload, error),
    ),
    whileOpen(
      reconcileShopJob,
      (given, payload) => reconcileShop(given, payload, { onChanged: scoreEach }),
      (payload, error) => giveUpReconciliation(deps, payload, error),
    ),
    whileOpen(
      ingestOrderJob,
      (given, payload) => ingestOrder(given, payload, { onChanged: scoreEach }),
      (payload, error) => giveUpOrder(deps, payload, error),
    ),
    whileOpen(moveOrderDaysJob, (given, payload) => moveOrderDays(given, payload, { onMoved: scoreAll })),
    whileOpen(changeCurrencyJob, (given, payload) => changeCurrency(given, payload)),
    whileOpen(mergeCustomersJob, async (given, { unknownStatus, isDone, ...merge }) => {
      if (isDone === false) return;
      if (unknownStatus !== undefined) given.log.warn({ status: unknownStatus }, "a merge of customers is taken for done");
      await mergeCustomers(given, merge, { onChanged: scoreEach });
    }),
    whileOpen(
      scoreShopJob,
      (given, payload) => scoreShop(given, payload, { onScored: splitAndWriteAll }),
      ({ shopId }) => giveUpScoring(deps.db, BigInt(shopId)),
    ),
    handle(storeOverviewJob, (payload) => storeOverview(deps, payload)),
    handle(storeCohortsJob, (payload) => storeCohorts(deps, payload)),
    handle(storeOriginsJob, (payload) => storeOrigins(deps, payload)),
    whileOpen(scoreCustomerJob, (given, payload) => scoreCustomer(given, payload, { onScored: placeAndWriteOne })),
    whileOpen(writeCustomersJob, (given, payload) => writeCustomers(given, payload, { onWritten: followTags })),
    whileOpen(syncShopifySegmentsJob, (given, payload) => syncShopifySegments(given, payload)),
    whileOpen(measureReachJob, (given, payload) => measureReach(given, payload)),
    whileOpen(
      fillCustomerFileJob,
      (given, payload) => fillFile(given, payload),
      (payload) => giveUpFile(deps, payload),
    ),
    handle(dropCustomerFileJob, (payload) => dropFile(deps, payload)),
    whileOpen(noticeTagEventJob, (given, payload) => noticeTagEvent(given, payload)),
    whileOpen(writeCustomerJob, (given, payload) => writeCustomer(given, payload)),
    handle(answerDataRequestJob, (payload) => answerDataRequest(deps, payload)),
    handle(
      redactCustomerJob,
      (payload) => redactCustomer(deps, payload),
      (payload) => giveUpRedaction(deps, payload),
    ),
    handle(redactShopJob, (payload) => redactShop(deps, payload)),
    handle(tendShopJob, (payload) => tendShop(deps, payload, { onTended: beginNight })),
  ];
}
