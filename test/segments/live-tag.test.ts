import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { enqueue } from "#app/queue/enqueue.server.ts";
import { type RunningWorker, startWorker } from "#app/queue/start-worker.server.ts";
import { scoreCustomerJob } from "#app/segments/score-customer.job.ts";
import { scoreShopJob } from "#app/segments/score-shop.job.ts";
import { dayToDate } from "#app/time/day-to-date.ts";
import { localDay } from "#app/time/local-day.ts";
import { captureLog } from "../support/captured-log.ts";
import { eventually } from "../support/eventually.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { TEST_ERASURE_KEY, useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";
import { putCustomer } from "../tags/shop-with-scores.ts";
import { happenBefore, MOMENTS } from "./happen-before.ts";
import { storePurchases } from "./store-purchases.ts";

const test = useTestDatabase();
const shopify = useSandbox({ plan: { bucket: 1_000_000, restoreRate: 1_000_000 } });
const CUSTOMERS = 12;
let shopId: bigint;
let db: Database;
let worker: RunningWorker;
/** Each run of the whole shop is held at its moment until it is let go. */
let moment: string = MOMENTS["before it reads"];
let reached = Promise.withResolvers<void>();
let letGo = Promise.withResolvers<void>();

const today = () => localDay(shopify.clock(), "Europe/London");
const payload = () => ({ shopId: String(shopId) });
const tagsOf = (id: number) => shopify.sandbox.store.customers.require(id).tags;
const unfinished = () => withShop(test.db, shopId, (tx) => tx.scoreRun.count({ where: { shopId, finishedAt: null } }));
const isIdle = async () => (await test.owner.query("SELECT FROM graphile_worker.jobs")).rowCount === 0;

beforeAll(async () => {
  shopId = await installApp(test, shopify);
  await test.owner.query("UPDATE shops SET currency = 'GBP', time_zone = 'Europe/London'");
  await test.owner.query("DELETE FROM graphile_worker._private_jobs");
  const purchases = Array.from({ length: CUSTOMERS }, (_, index) => [{ day: today() - 700 - index, valueMinor: 1000 + index }]);
  for (let id = 1; id <= CUSTOMERS; id += 1) putCustomer(shopify.sandbox, id);
  await storePurchases(test.db, shopId, purchases, "GBP");

  db = openDatabase(test.url, { connections: 20, erasureKey: TEST_ERASURE_KEY });
  const deps = buildTestDeps(db, shopify);
  const hold = () => {
    reached.resolve();
    return letGo.promise;
  };
  const handlers = handlersOf(deps).map((it) =>
    it.job === scoreShopJob.name
      ? { ...it, run: (...given: Parameters<typeof it.run>) => handlersOf({ ...deps, db: happenBefore(db, moment, hold) }).find(({ job }) => job === it.job)!.run(...given) }
      : it,
  );
  worker = await startWorker({ db, databaseUrl: test.url, handlers, graceMs: 5000, log: captureLog().log });
  letGo.resolve();
  await withShop(test.db, shopId, (tx) => enqueue(tx, scoreShopJob, payload()));
  await eventually(() => tagsOf(1).includes("clv:stage-lost"));
  await eventually(isIdle);
});

afterAll(async () => {
  letGo.resolve();
  await worker?.stop();
  await db?.close();
});

describe("while the whole shop is scored", () => {
  it.each(Object.entries(MOMENTS).map(([name, text], index) => [name, text, index + 1] as const))("%s, an order shows as a tag", async (_, text, customer) => {
    moment = text;
    reached = Promise.withResolvers();
    letGo = Promise.withResolvers();
    await withShop(test.db, shopId, (tx) => enqueue(tx, scoreShopJob, payload()));
    await reached.promise;
    const at = dayToDate(today());
    await withShop(test.db, shopId, async (tx) => {
      await tx.order.create({
        data: {
          shopId, id: BigInt(1000 + customer), customerId: BigInt(customer), name: "#x", processedAt: at, updatedAt: at, orderDay: at, test: false,
          financialStatus: "PAID", currency: "GBP", taxesIncluded: false, currentSubtotalMinor: 50_000, currentTaxMinor: 0, giftCardMinor: 0,
          refundDiscrepancyMinor: 0, netMinor: 50_000,
        },
      });
      await enqueue(tx, scoreCustomerJob, { ...payload(), customerId: String(customer) });
    });
    await eventually(() => tagsOf(customer).includes("clv:stage-active"));
    expect(await unfinished(), "the run is still under way").toBe(1);
    letGo.resolve();
    await eventually(async () => (await unfinished()) === 0 && (await isIdle()));
    expect(tagsOf(customer)).toContain("clv:stage-active");
    expect(tagsOf(customer)).not.toContain("clv:stage-lost");
  });
});
