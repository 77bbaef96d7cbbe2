import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { NOTHING_COMPARED } from "#app/orders/comparison.ts";
import { importOrders } from "#app/orders/import-orders.server.ts";
import { ingestOrder } from "#app/orders/ingest-order.server.ts";
import { pauseReading } from "#app/orders/pause-reading.server.ts";
import { reconcileShop } from "#app/orders/reconcile-shop.server.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { resumeReading } from "#app/orders/resume-reading.server.ts";
import { uninstallShop } from "#app/shops/uninstall-shop.server.ts";
import { eventually } from "../support/eventually.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { emptyQueue } from "../support/waiting-jobs.ts";
import { type FakeShopify, fakeShopify, useFileServer } from "./fake-shopify.ts";
import { childNode, orderNode } from "./order-node.ts";
import { countJobs, createShop, NOW, readOrders } from "./shop-with-orders.ts";

const test = useTestDatabase();
const server = useFileServer();
let time: Date;
let shopify: FakeShopify;
let shopId: bigint;
let shops = 0;
let done: number;

const deps = () => ({ db: test.db, shopify: shopify.admin, clock: () => time });
const payload = () => ({ shopId: String(shopId) });
const step = () => importOrders(deps(), payload(), { onDone: async () => void (done += 1) });
const pause = () => pauseReading(deps(), shopId, { staffId: "7" });
const resume = () => resumeReading(deps(), shopId);
const latest = () => withShop(test.db, shopId, (tx) => tx.import.findFirstOrThrow({ where: { shopId }, orderBy: { id: "desc" } }));
const waits = (job: string) => countJobs(test.owner, `${job}:${shopId}`);
const later = (minutes: number) => void (time = new Date(time.getTime() + minutes * 60_000));

/** More than a part of a file. */
const MANY = 12_000;
const many = Array.from({ length: MANY }, (_, index) => index + 1).flatMap((id) => [orderNode({ id }), childNode(id)]);
const LEDGER = Array.from({ length: MANY }, (_, index) => [index + 1, 7, 10_000, null]);

beforeEach(async () => {
  time = NOW;
  shopify = fakeShopify(() => time);
  shopId = await createShop(test.db, `paused-${(shops += 1)}`);
  done = 0;
  server.asked.length = 0;
  await requestImport(deps(), shopId);
});

function collect(): void {
  const body = many.map((line) => `${JSON.stringify(line)}\n`).join("");
  const path = `/paused-${shopId}.jsonl`;
  server.files.set(path, { body: [body] });
  Object.assign(shopify.operations[0]!, { status: "COMPLETED", objectCount: String(many.length), fileSize: String(Buffer.byteLength(body)), url: server.url + path });
}

/** Paused while the first part of the file is merged. */
async function pauseInTheFile(): Promise<void> {
  await step();
  collect();
  const holder = await test.owner.connect();
  try {
    await holder.query("BEGIN; LOCK TABLE products IN ACCESS EXCLUSIVE MODE");
    const loading = step();
    await eventually(isMerging);
    expect(await pause()).toBe("paused");
    await holder.query("COMMIT");
    await loading;
  } finally {
    holder.release(true);
  }
}

async function isMerging(): Promise<boolean> {
  const { rowCount } = await test.owner.query(`
    SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO products%'`);
  return (rowCount ?? 0) > 0;
}

describe("an import that is paused", () => {
  it("stops at the next part of its file, and goes on there without loss or repetition", async () => {
    await pauseInTheFile();
    const { ordersRead, filePosition, status } = await latest();
    const stands = Number(ordersRead);
    expect(status).toBe("loading");
    expect(stands).toBeGreaterThan(9_999);
    expect(stands).toBeLessThan(MANY);
    expect(await readOrders(test.db, shopId)).toEqual(LEDGER.slice(0, stands));

    const calls = shopify.calls.length;
    await step();
    expect([shopify.calls.length, server.asked.length], "nothing is asked while it rests").toEqual([calls, 1]);

    // What Shopify tells of meanwhile is read.
    later(90);
    for (const id of [1, MANY]) {
      const node = orderNode({ id, subtotal: "3.0", updatedAt: new Date(time.getTime() - 1000).toISOString() });
      shopify.orders.set(node.id, { ...node, lines: [] });
      await ingestOrder(deps(), { ...payload(), orderId: String(id) }, { onChanged: async () => {} });
    }

    await emptyQueue(test.owner);
    expect(await resume()).toBe("resumed");
    expect(await waits("import-orders")).toBe(1);
    await step();
    expect(server.asked).toEqual([0, Number(filePosition)]);
    expect(await latest()).toMatchObject({ status: "done", ordersRead: BigInt(MANY), linesRead: BigInt(many.length), pausedSeconds: 5400, problem: null });
    expect(await readOrders(test.db, shopId)).toEqual([[1, 7, 300, null], ...LEDGER.slice(1, -1), [MANY, 7, 300, null]]);
    expect(done).toBe(1);
    expect(shopify.operations).toHaveLength(1);
  });

  it("asks Shopify for nothing before it has begun, and leaves what Shopify is collecting to be read later", async () => {
    await pause();
    await step();
    expect(shopify.calls).toEqual([]);
    await resume();
    await step();
    await pause();
    collect();
    const calls = shopify.calls.length;
    await step();
    expect(shopify.calls).toHaveLength(calls);
    expect(await latest()).toMatchObject({ status: "querying" });
    await resume();
    await step();
    expect(await latest()).toMatchObject({ status: "done" });
    expect(shopify.operations).toHaveLength(1);
  });

  it("rests once and is resumed once, and whoever removes the app ends the pause", async () => {
    expect(await pause()).toBe("paused");
    const paused = () => test.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId }, select: { readingPausedAt: true, readingPausedBy: true } });
    expect(await paused()).toEqual({ readingPausedAt: NOW, readingPausedBy: "7" });
    later(1);
    expect(await pauseReading(deps(), shopId, { staffId: "8" })).toBe("busy");
    expect(await paused()).toEqual({ readingPausedAt: NOW, readingPausedBy: "7" });
    expect(await resume()).toBe("resumed");
    expect(await paused()).toEqual({ readingPausedAt: null, readingPausedBy: null });
    expect(await resume()).toBe("busy");
    await pause();
    await uninstallShop(deps(), { ...payload(), uninstalledAt: time.toISOString() });
    expect(await paused()).toEqual({ readingPausedAt: null, readingPausedBy: null });
  });
});

describe("comparisons that are paused", () => {
  const reconcile = () => reconcileShop(deps(), payload(), { onChanged: async () => {} });
  const begun = (change: object) => withShop(test.db, shopId, (tx) =>
    tx.reconciliation.create({ data: { shopId, compares: true, status: "orders", startedAt: time, fromTime: NOW, toTime: time, ...change } }));
  const rows = () => withShop(test.db, shopId, (tx) => tx.reconciliation.findMany({ where: { shopId }, orderBy: { id: "asc" } }));

  beforeEach(async () => {
    await step();
    collect();
    await step();
    later(60);
    await emptyQueue(test.owner);
  });

  it("take no step, and go on with the one that was next", async () => {
    const totals = { ...NOTHING_COMPARED, rule: { tax: false, shipping: false } };
    await begun({ status: "checking", totals, toCheck: [7n] });
    await pause();
    const calls = shopify.calls.length;
    await reconcile();
    expect(shopify.calls).toHaveLength(calls);
    expect(await rows()).toMatchObject([{ status: "checking", toCheck: [7n], finishedAt: null }]);
    await resume();
    expect(await waits("reconcile-shop")).toBe(1);
    expect(await rows()).toHaveLength(1);
  });

  it("are looked up from the last proven point afterwards", async () => {
    await pause();
    later(600);
    await resume();
    expect(await rows()).toMatchObject([{ compares: true, status: "orders", toTime: time }]);
    expect((await rows())[0]!.fromTime.getTime()).toBeLessThan(NOW.getTime());
  });
});
