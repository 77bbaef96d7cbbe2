import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { importOrders } from "#app/orders/import-orders.server.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { type FakeShopify, fakeShopify, useFileServer } from "./fake-shopify.ts";
import { childNode, orderNode } from "./order-node.ts";
import { createShop, NOW, readOrders } from "./shop-with-orders.ts";

/** A worker that dies in the middle of a step: whatever was not stored by then is lost. */
class Killed extends Error {}

const test = useTestDatabase();
const server = useFileServer();
let shopify: FakeShopify;
let shopId: bigint;
let shops = 0;
let done: number;

const LINES = [orderNode({ id: 1 }), orderNode({ id: 2, subtotal: "5.0" }), childNode(1, { isGiftCard: true, price: "40.0" })];
const BODY = LINES.map((line) => `${JSON.stringify(line)}\n`).join("");
const LEDGER = [[1, 7, 6_000, null], [2, 7, 500, null]];

const step = (onDone: () => Promise<void> = async () => void (done += 1)) =>
  importOrders({ db: test.db, shopify: shopify.admin, clock: () => NOW }, { shopId: String(shopId) }, { onDone });
const latest = () => withShop(test.db, shopId, (tx) => tx.import.findFirstOrThrow({ where: { shopId } }));

function complete(): void {
  const path = `/restart-${shopId}.jsonl`;
  server.files.set(path, { body: [BODY] });
  const fileSize = String(Buffer.byteLength(BODY));
  Object.assign(shopify.operations[0]!, { status: "COMPLETED", objectCount: "3", fileSize, url: server.url + path });
}

/** Runs the rest as the queue does: again and again until the import is over. */
async function finish(): Promise<void> {
  for (let steps = 0; (await latest()).status !== "done"; steps += 1) {
    if (steps > 5) throw new Error(`Still ${(await latest()).status} after ${steps} steps`);
    await step();
    if (shopify.operations[0]?.status === "RUNNING") complete();
  }
}

const killOnce = (hook: "before" | "after", wanted: string) => {
  shopify[hook] = (operation) => {
    if (operation !== wanted) return;
    shopify[hook] = () => {};
    throw new Killed();
  };
};

beforeEach(async () => {
  shopify = fakeShopify(() => NOW);
  shopId = await createShop(test.db, `restart-${(shops += 1)}`);
  done = 0;
  await requestImport({ db: test.db, clock: () => NOW }, shopId);
});

describe("killed at a stage and run again, an import ends the same", () => {
  it.each([
    ["before Shopify is asked for anything", "before", "recent"],
    ["before the query is started", "before", "start"],
    ["after the query was started, before its id is stored", "after", "start"],
    ["while it asks whether the query is done", "before", "poll"],
    ["when it has heard that it is", "after", "poll"],
  ] as const)("%s", async (_, hook, operation) => {
    killOnce(hook, operation);
    await step().catch(() => {});
    if (operation === "poll") await expect(step()).rejects.toThrow(Killed);
    await finish();
    expect(await readOrders(test.db, shopId)).toEqual(LEDGER);
    expect(shopify.operations.length, "bulk operations started").toBe(1);
    expect(done).toBe(1);
  });

  it.each([0, 100, BODY.indexOf("\n") + 1, BODY.length - 1])("while it reads the file, at byte %i", async (cutAt) => {
    await step();
    complete();
    server.files.set(`/restart-${shopId}.jsonl`, { body: [BODY], cutAt });
    await expect(step()).rejects.toThrow();
    expect(await readOrders(test.db, shopId)).toEqual([]);
    server.files.set(`/restart-${shopId}.jsonl`, { body: [BODY] });
    await finish();
    expect(await readOrders(test.db, shopId)).toEqual(LEDGER);
    expect(done).toBe(1);
  });

  it("when the database drops its connection in the middle of the merge", async () => {
    await step();
    complete();
    const merging = await test.owner.connect();
    await merging.query("SELECT pg_advisory_lock(73181, hashtext($1))", [String(shopId)]);
    const running = expect(step()).rejects.toThrow(/connection/);
    await expect.poll(terminateLoading).toBe(1);
    await running;
    await merging.query("SELECT pg_advisory_unlock_all()");
    merging.release();
    await finish();
    expect(await readOrders(test.db, shopId)).toEqual(LEDGER);
  });

  it("holds no transaction while the file comes", async () => {
    await step();
    complete();
    const asked = server.asked.length;
    let release = () => {};
    server.hold = new Promise((resolve) => (release = resolve));
    const running = step();
    await expect.poll(() => server.asked.length).toBe(asked + 1);
    const { rowCount } = await test.owner.query("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'");
    expect(rowCount).toBe(0);
    release();
    server.hold = null;
    await running;
    expect(await readOrders(test.db, shopId)).toEqual(LEDGER);
  });

  it("after the merge, before the import is marked done: the follow-up comes with the mark", async () => {
    await step();
    complete();
    await expect(step(() => Promise.reject(new Killed()))).rejects.toThrow(Killed);
    expect(await latest()).toMatchObject({ status: "loading" });
    await finish();
    expect(await readOrders(test.db, shopId)).toEqual(LEDGER);
    expect(done).toBe(1);
  });

  it("and two workers at one time change nothing", async () => {
    await step();
    complete();
    await Promise.all([step(), step()]);
    expect(await readOrders(test.db, shopId)).toEqual(LEDGER);
    expect(done).toBe(1);
  });
});

/** Ends the connections that wait with a merge. */
async function terminateLoading(): Promise<number> {
  const { rowCount } = await test.owner.query(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%pg_advisory_xact_lock_shared%'`);
  return rowCount ?? 0;
}
