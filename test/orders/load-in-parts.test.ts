import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { importOrders } from "#app/orders/import-orders.server.ts";
import { ingestOrder } from "#app/orders/ingest-order.server.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { type FakeShopify, fakeShopify, useFileServer } from "./fake-shopify.ts";
import { childNode, orderNode } from "./order-node.ts";
import { createShop, NOW, readOrders } from "./shop-with-orders.ts";

const test = useTestDatabase();
const server = useFileServer();
let time = NOW;
let shopify: FakeShopify;
let shopId: bigint;
let shops = 0;
let done: number;

const deps = () => ({ db: test.db, shopify: shopify.admin, clock: () => time });
const step = () => importOrders(deps(), { shopId: String(shopId) }, { onDone: async () => void (done += 1) });
const latest = () => withShop(test.db, shopId, (tx) => tx.import.findFirstOrThrow({ where: { shopId }, orderBy: { id: "desc" } }));
const orders = () => readOrders(test.db, shopId);
const path = () => `/parts-${shopId}-${shopify.operations.length}.jsonl`;

beforeEach(async () => {
  time = NOW;
  shopify = fakeShopify(() => time);
  shopId = await createShop(test.db, `parts-${(shops += 1)}`);
  done = 0;
  server.asked.length = 0;
});

async function begin(): Promise<void> {
  await requestImport(deps(), shopId);
  await step();
}

/** Shopify's operation ends, and leaves these lines. */
function leave(lines: readonly unknown[], status = "COMPLETED", changes: { cutAt?: number; cuts?: number } = {}): string {
  const body = lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`).join("");
  server.files.set(path(), { body: [body], ...changes });
  const url = server.url + path();
  const isWhole = status === "COMPLETED";
  const urls = { url: isWhole ? url : null, partialDataUrl: isWhole ? null : url };
  const errorCode = status === "FAILED" ? "TIMEOUT" : null;
  Object.assign(shopify.operations[0]!, { status, errorCode, objectCount: String(lines.length), fileSize: isWhole ? String(Buffer.byteLength(body)) : null, ...urls });
  return body;
}

/** The steps that follow by themselves. */
async function finish(): Promise<void> {
  for (let steps = 0; (await latest()).status === "loading"; steps += 1) {
    if (steps > 3) throw new Error("It does not come to an end");
    await step();
  }
}

/** More than a part: each order with a line of goods and, every hundredth, a gift card of 10.00. */
const MANY = 12_000;
const many = Array.from({ length: MANY }, (_, index) => index + 1).flatMap((id) => [
  orderNode({ id, name: `ü${id}` }),
  childNode(id),
  ...(id % 100 === 0 ? [childNode(id, { isGiftCard: true, price: "10.0" })] : []),
]);
const netOf = (id: number) => (id % 100 === 0 ? 9_000 : 10_000);
const LEDGER = Array.from({ length: MANY }, (_, index) => [index + 1, 7, netOf(index + 1), null]);
const TOTAL = { linesRead: BigInt(many.length), ordersRead: BigInt(MANY), linesRefused: 0n };

describe("a file that is read part by part", () => {
  it("and breaks off for good goes on where the ledger stands, whatever an event told meanwhile", async () => {
    await begin();
    const body = leave(many);
    server.files.set(path(), { body: [body], cutAt: Buffer.byteLength(body) - 10 });
    await expect(step()).rejects.toThrow();
    const { ordersRead, linesRead, filePosition, problem } = await latest();
    const stands = Number(ordersRead);
    expect(stands).toBeGreaterThan(9_999);
    expect(Number(linesRead)).toBe(2 * stands + Math.floor(stands / 100));
    expect(problem).not.toBeNull();
    expect(await orders()).toEqual(LEDGER.slice(0, stands));

    time = new Date(NOW.getTime() + 60_000);
    for (const [id, subtotal] of [[1, "1.0"], [MANY, "2.0"]] as const) {
      const node = orderNode({ id, subtotal, updatedAt: "2026-04-01T09:00:30Z" });
      shopify.orders.set(node.id, { ...node, lines: [] });
      await ingestOrder(deps(), { shopId: String(shopId), orderId: String(id) }, { onChanged: async () => {} });
    }
    await ingestOrder(deps(), { shopId: String(shopId), orderId: "2" }, { onChanged: async () => {} });
    // Meanwhile the signed address has expired: Shopify gives another.
    server.files.delete(path());
    await expect(step()).rejects.toThrow(/403/);
    server.files.set("/anew.jsonl", { body: [body] });
    shopify.operations[0]!.url = `${server.url}/anew.jsonl`;
    server.asked.length = 0;
    await step();
    expect(server.asked).toEqual([Number(filePosition)]);
    expect(await latest()).toMatchObject({ status: "done", ...TOTAL });
    expect(await orders()).toEqual([[1, 7, 100, null], ...LEDGER.slice(2, -1), [MANY, 7, 200, null]]);
    expect(done).toBe(1);
  });

  it("over a connection that breaks is taken up at that byte, without another step", async () => {
    await begin();
    leave(many, "COMPLETED", { cutAt: 5_000_001, cuts: 1 });
    await step();
    expect(server.asked).toEqual([0, expect.any(Number)]);
    expect(server.asked[1]).toBeGreaterThan(0);
    expect(await latest()).toMatchObject({ status: "done", ...TOTAL });
    expect(await orders()).toEqual(LEDGER);
  });

  it("by two workers is read once: the second to store a part gives way", async () => {
    await begin();
    leave(many);
    await Promise.all([step(), step()]);
    await finish();
    expect(await latest()).toMatchObject({ status: "done", ...TOTAL });
    expect(await orders()).toEqual(LEDGER);
    expect(done).toBe(1);
  });
});

describe("lines far from their orders", () => {
  const scattered = [...many.filter((node) => !("__parentId" in node)), ...many.filter((node) => "__parentId" in node)];

  it("are put together, also over a break in the middle", async () => {
    await begin();
    const body = leave(scattered);
    await step();
    expect(await latest()).toMatchObject({ status: "loading", scattered: true, filePosition: 0n, linesRead: 0n });
    const merging = await test.owner.connect();
    await merging.query("BEGIN; LOCK TABLE products IN ACCESS EXCLUSIVE MODE");
    const killed = expect(step()).rejects.toThrow();
    await expect.poll(terminateMerging).toBe(1);
    await killed;
    await merging.query("ROLLBACK");
    merging.release();
    expect(await orders()).toEqual([]);
    await finish();
    expect(await latest()).toMatchObject({ status: "done", ...TOTAL });
    expect(await orders()).toEqual(LEDGER);
    expect(body.length).toBeGreaterThan(0);
  });

  it("and before them, too: none is held against its order", async () => {
    await begin();
    leave([childNode(2, { isGiftCard: true, price: "1.0" }), orderNode({ id: 1 }), orderNode({ id: 2 }), childNode(1)]);
    await step();
    await finish();
    expect(await latest()).toMatchObject({ status: "done", ordersRead: 2n, linesRead: 4n, linesRefused: 0n });
    expect(await orders()).toEqual([[1, 7, 10_000, null], [2, 7, 9_900, null]]);
  });

  it("whose order is not there are named, and nothing is taken for gone", async () => {
    await begin();
    leave([orderNode({ id: 1 }), orderNode({ id: 2 })]);
    await step();
    time = new Date(NOW.getTime() + 86_400_000);
    await begin();
    leave([orderNode({ id: 2, subtotal: "5.0" }), childNode(3), childNode(2, { isGiftCard: true, price: "1.0" })]);
    await step();
    await finish();
    expect(await latest()).toMatchObject({ status: "done", ordersRead: 1n, linesRefused: 1n, refusals: [expect.stringMatching(/Order\/3 is not in the file/)] });
    expect(await orders()).toEqual([[1, 7, 10_000, null], [2, 7, 400, null]]);
  });
});

describe("a line that cannot be read", () => {
  it("in the middle is named, the rest is taken, and nothing is taken for gone", async () => {
    await begin();
    leave([orderNode({ id: 1 }), orderNode({ id: 2 })]);
    await step();
    time = new Date(NOW.getTime() + 86_400_000);
    await begin();
    leave([orderNode({ id: 3 }), JSON.stringify(orderNode({ id: 4 })).slice(0, 90), orderNode({ id: 1, subtotal: "9.0" })]);
    await step();
    expect(await latest()).toMatchObject({ status: "done", linesRead: 3n, ordersRead: 2n, linesRefused: 1n, refusals: [expect.stringContaining("Order/4")] });
    expect(await orders()).toEqual([[1, 7, 900, null], [2, 7, 10_000, null], [3, 7, 10_000, null]]);
  });

  it("leaves its order out: without it the value might be another", async () => {
    await begin();
    leave([orderNode({ id: 1 }), childNode(1, { isGiftCard: true, price: "-1.0" }), childNode(1), orderNode({ id: 2 })]);
    await step();
    expect(await latest()).toMatchObject({ linesRead: 4n, ordersRead: 1n, linesRefused: 1n, refusals: [expect.stringContaining("priceAfterAllDiscountsBeforeTaxesSet")] });
    expect(await orders()).toEqual([[2, 7, 10_000, null]]);
  });

  it("because its sum is beyond what can be exact is refused like any other", async () => {
    await begin();
    leave([orderNode({ id: 1, subtotal: "-90071992547409.90" }), childNode(1, { isGiftCard: true, price: "90071992547409.90" }), orderNode({ id: 2 })]);
    await step();
    expect(await latest()).toMatchObject({ status: "done", ordersRead: 1n, refusals: [expect.stringMatching(/Order\/1: .*9007199254740991/)] });
  });
});

describe("an operation that Shopify broke off", () => {
  it.each(["FAILED", "CANCELED"])("(%s) gives what is there, removes nothing, and is begun again", async (status) => {
    await begin();
    leave([orderNode({ id: 1 }), orderNode({ id: 2 })]);
    await step();
    time = new Date(NOW.getTime() + 86_400_000);
    await begin();
    // Of the last of nearly two thousand orders lines may be missing.
    const partial = many.filter((node) => !/(LineItem|Order)\/[12]$/.test(node.id) && !String("__parentId" in node && node.__parentId).match(/Order\/[12]$/));
    leave(partial.slice(0, 4_000), status);
    time = new Date(time.getTime() + 600_000);
    await step();
    const taken = await orders();
    expect(taken.slice(0, 3)).toEqual([[1, 7, 10_000, null], [2, 7, 10_000, null], [3, 7, 10_000, null]]);
    expect(taken.length).toBeGreaterThan(1_500);
    expect(taken.length).toBeLessThan(1_900);
    expect(await latest()).toMatchObject({ status: "requested", restarts: 1, bulkOperationId: null, filePosition: 0n, startedAt: time });
    expect(done).toBe(1);

    await step();
    leave([orderNode({ id: 2 })]);
    await step();
    expect(await latest()).toMatchObject({ status: "done" });
    expect((await orders()).map(([id]) => id).filter((id) => Number(id) < 4)).toEqual([2]);
  });

  it("and scattered is not taken: of no order all lines need be there", async () => {
    await begin();
    leave(Array.from({ length: 1_500 }, (_, index) => orderNode({ id: index + 1 })), "FAILED");
    await step();
    expect(await orders()).toEqual([]);
    expect(await latest()).toMatchObject({ status: "requested", restarts: 1 });
  });
});

describe("a file of nothing", () => {
  it("where Shopify counts orders is not believed", async () => {
    await begin();
    leave([orderNode({ id: 1 })]);
    await step();
    time = new Date(NOW.getTime() + 86_400_000);
    shopify.ordersCount = 1;
    await begin();
    Object.assign(shopify.operations[0]!, { status: "COMPLETED" });
    await step();
    expect((await orders()).length).toBe(1);
    expect(await latest()).toMatchObject({ status: "requested", restarts: 1 });
    const all = await withShop(test.db, shopId, (tx) => tx.import.findMany({ where: { shopId }, orderBy: { id: "asc" } }));
    expect(all[1]).toMatchObject({ status: "failed", problem: { code: "nothing-found", orders: 1 } });
    // The same operation is not taken for one whose id was lost.
    await step();
    expect(await latest()).toMatchObject({ status: "querying", bulkOperationId: "gid://shopify/BulkOperation/3" });
  });
});

/** Ends the connections that wait in a merge. */
async function terminateMerging(): Promise<number> {
  const { rowCount } = await test.owner.query(`
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%INSERT INTO products%'`);
  return rowCount ?? 0;
}
