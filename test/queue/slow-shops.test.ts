import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Database, openDatabase } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { ingestOrderJob } from "#app/orders/ingest-order.job.ts";
import { enqueue, enqueueAll } from "#app/queue/enqueue.server.ts";
import { type RunningWorker, startWorker } from "#app/queue/start-worker.server.ts";
import { writeCustomerJob } from "#app/tags/write-customer.job.ts";
import { captureLog } from "../support/captured-log.ts";
import { eventually } from "../support/eventually.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { TEST_ERASURE_KEY, useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";
import { putCustomer, switchToRun } from "../tags/shop-with-scores.ts";

const test = useTestDatabase();
const [quick, ...slow] = ["quick", "slow-1", "slow-2", "slow-3"].map((handle) =>
  useSandbox({ shop: { handle, name: handle, currency: "GBP", ianaTimezone: "Europe/London" } }),
) as [ReturnType<typeof useSandbox>, ...ReturnType<typeof useSandbox>[]];
const ANN = 7n;
const ORDERS = 50;
const slowIds: bigint[] = [];
let quickId: bigint;
let db: Database;
let worker: RunningWorker;

beforeAll(async () => {
  const all = [quick, ...slow];
  const lead: typeof globalThis.fetch = (input, init) => {
    const { host } = new URL(input instanceof Request ? input.url : input);
    return all.find(({ sandbox }) => sandbox.domain === host)!.fetch(input, init);
  };
  setAbstractFetchFunc(lead);
  quickId = await installApp(test, quick);
  for (const it of slow) slowIds.push(await installApp(test, it));
  await test.owner.query("DELETE FROM graphile_worker._private_jobs");
  await test.owner.query("UPDATE shops SET currency = 'GBP', time_zone = 'Europe/London', sought_tags = '{clv:value-mid}'");
  putCustomer(quick.sandbox, Number(ANN));
  await switchToRun(test.db, quickId, [{ customerId: ANN }]);
  for (const { sandbox } of slow) sandbox.faults.add({ kind: "slow", amount: 30, probability: 1 });

  db = openDatabase(test.url, { erasureKey: TEST_ERASURE_KEY });
  const deps = buildTestDeps(db, { clock: quick.clock, fetch: lead });
  worker = await startWorker({ db, databaseUrl: test.url, handlers: handlersOf(deps), slowShops: deps.shopify.slowShops, graceMs: 100, log: captureLog().log });
});

afterAll(async () => {
  await worker?.stop();
  await db?.close();
});

const running = async () => (await test.owner.query("SELECT FROM graphile_worker.jobs WHERE locked_at IS NOT NULL")).rowCount;

it("three shops that Shopify takes half a minute to answer do not hold up the tag of a fourth", async () => {
  for (const shopId of slowIds) {
    const orders = Array.from({ length: ORDERS }, (_, index) => ({ shopId: String(shopId), orderId: String(index + 1) }));
    await withShop(test.db, shopId, (tx) => enqueueAll(tx, ingestOrderJob, orders));
  }
  await eventually(async () => (await running()) === 6);
  const from = performance.now();
  await withShop(test.db, quickId, (tx) => enqueue(tx, writeCustomerJob, { shopId: String(quickId), customerId: String(ANN) }));
  await eventually(() => quick.sandbox.store.customers.require(Number(ANN)).tags.includes("clv:value-mid"));
  expect((performance.now() - from) / 1000).toBeLessThan(10);
  expect(await running(), "of slow shops no other job is taken").toBeLessThanOrEqual(6 + 1);
});
