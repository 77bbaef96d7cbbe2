import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { FileDeps } from "#app/deps.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { importOrdersJob } from "#app/orders/import-orders.job.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { type RunningWorker, startWorker } from "#app/queue/start-worker.server.ts";
import { readShopDetails } from "#app/shops/read-shop-details.server.ts";
import { generateShop } from "#sandbox/fill/generate-shop.ts";
import { captureLog } from "../support/captured-log.ts";
import { eventually } from "../support/eventually.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";
import { emptyQueue } from "../support/waiting-jobs.ts";
import { openDoor } from "./open-door.ts";

const test = useTestDatabase();
const door = await openDoor(() => ({ db: test.db, clock: shopify.clock }));
const shopify = useSandbox({ appOrigin: door.origin, plan: { bucket: 20_000, restoreRate: 1_000 } });
const HOUR_MS = 3_600_000;
let deps: FileDeps;
let shopId: bigint;
let worker: RunningWorker;
let orders: number;

beforeAll(async () => {
  const { customers, products, orders: placed } = generateShop({ customers: 40, seed: 3, now: shopify.clock().toISOString() });
  await shopify.sandbox.store.load({ customers, products, orders: placed });
  orders = placed.length;
  shopId = await installApp(test, shopify);
  deps = buildTestDeps(test.db, shopify);
  await readShopDetails(deps, shopId);
  // What follows an import is left to be looked at.
  const handlers = handlersOf(deps).filter(({ job }) => job === importOrdersJob.name);
  worker = await startWorker({ db: test.db, databaseUrl: test.url, handlers, graceMs: 5000, log: captureLog().log });
});

afterAll(() => worker?.stop());

beforeEach(async () => {
  shopify.sandbox.faults.clear();
  await emptyQueue(test.owner);
  await test.owner.query("TRUNCATE orders, webhook_deliveries");
});

const count = async (what: string) => Number((await test.owner.query<{ count: string }>(`SELECT count(*) FROM ${what}`)).rows[0]!.count);
const isOver = async () => (await count(`graphile_worker.jobs WHERE task_identifier = '${importOrdersJob.name}'`)) === 0;

describe("that Shopify has collected the orders", () => {
  it.each([
    ["is said", null, 1],
    ["is never said: the import looks itself", { kind: "dropped" }, 0],
    ["is said twice by one delivery", { kind: "duplicate" }, 1],
    ["is said by two deliveries of one event", { kind: "duplicate-event" }, 2],
    ["is said hours after the import was over", { kind: "delayed", amount: 3 }, 1],
  ])("%s: all orders are read, and followed up, once", async (_, fault, deliveries) => {
    const added = fault && shopify.sandbox.faults.add({ ...fault, next: 1, matching: "bulk_operations/finish" });
    const before = { operations: shopify.sandbox.store.bulkOperations.size(), imports: await count("imports") };
    await requestImport(deps, shopId);
    await eventually(isOver, { seconds: 30 });
    if (fault?.kind === "delayed") shopify.sandbox.clock.advance(3.1 * HOUR_MS);
    await shopify.sandbox.webhooks.idle();
    await eventually(isOver, { seconds: 30 });

    if (added) expect(added.struck).toBe(1);
    expect(await count("webhook_deliveries")).toBe(deliveries);
    expect(shopify.sandbox.store.bulkOperations.size() - before.operations).toBe(1);
    expect(await count("imports WHERE status = 'done'")).toBe(before.imports + 1);
    expect(await count("imports")).toBe(before.imports + 1);
    expect(await count("orders")).toBe(orders);
    // A job that is asked for again is at another revision.
    const { rows: followUps } = await test.owner.query("SELECT task_identifier AS name, revision FROM graphile_worker.jobs ORDER BY name");
    expect(followUps).toEqual([{ name: "reconcile-shop", revision: 0 }, { name: "score-shop", revision: 0 }]);
  });
});
