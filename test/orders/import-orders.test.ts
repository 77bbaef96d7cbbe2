import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { giveUpImport, importOrders } from "#app/orders/import-orders.server.ts";
import { ingestOrder } from "#app/orders/ingest-order.server.ts";
import { TRAITS_VERSION } from "#app/orders/order-traits.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { type FakeShopify, fakeShopify, useFileServer } from "./fake-shopify.ts";
import { childNode, orderNode } from "./order-node.ts";
import { countJobs, createShop, NOW, readOrders } from "./shop-with-orders.ts";

const test = useTestDatabase();
const server = useFileServer();
let time = NOW;
let shopify: FakeShopify;
let shopId: bigint;
let done: bigint[];
let shops = 0;

const deps = () => ({ db: test.db, shopify: shopify.admin, clock: () => time });
const step = () =>
  importOrders(deps(), { shopId: String(shopId) }, { onDone: async (_tx, id) => void done.push(id) });
const latest = () => withShop(test.db, shopId, (tx) => tx.import.findFirstOrThrow({ where: { shopId }, orderBy: { id: "desc" } }));
const orders = () => readOrders(test.db, shopId);

/** Shopify finishes its running operation with these lines. */
function complete(lines: unknown[], { size }: { size?: number } = {}): void {
  const body = lines.map((line) => `${typeof line === "string" ? line : JSON.stringify(line)}\n`);
  const path = `/${shopId}-${shopify.operations.length}.jsonl`;
  server.files.set(path, { body });
  Object.assign(shopify.operations[0]!, {
    status: "COMPLETED",
    objectCount: String(lines.length),
    fileSize: String(size ?? body.reduce((sum, line) => sum + Buffer.byteLength(line), 0)),
    url: lines.length > 0 ? server.url + path : null,
  });
}

async function importLines(lines: unknown[]): Promise<void> {
  await requestImport(deps(), shopId);
  await step();
  complete(lines);
  await step();
}

beforeEach(async () => {
  time = NOW;
  shopify = fakeShopify(() => time);
  shopId = await createShop(test.db, `shop-${(shops += 1)}`);
  done = [];
});

describe("an import", () => {
  it("goes through its stages, shows them, and is followed up once", async () => {
    await requestImport(deps(), shopId);
    expect(await latest()).toMatchObject({ status: "requested", bulkOperationId: null, startedAt: NOW });
    expect(await countJobs(test.owner, `import-orders:${shopId}`)).toBe(1);

    await step();
    expect(await latest()).toMatchObject({ status: "querying", bulkOperationId: "gid://shopify/BulkOperation/1", traitsVersion: TRAITS_VERSION });

    shopify.operations[0]!.objectCount = "12";
    await step();
    expect(await latest()).toMatchObject({ status: "querying", objectCount: 12n });

    complete([orderNode({ id: 1 }), orderNode({ id: 2, customer: null, subtotal: "0.5" }), childNode(1)]);
    time = new Date(NOW.getTime() + 60_000);
    await step();
    expect(await latest()).toMatchObject({
      status: "done", objectCount: 3n, linesRead: 3n, ordersRead: 2n, linesRefused: 0n, refusals: [], problem: null, finishedAt: time,
    });
    expect(await orders()).toEqual([[1, 7, 10_000, null], [2, null, 50, null]]);
    expect(done).toEqual([shopId]);

    await step();
    expect(done).toEqual([shopId]);
  });

  it("assesses every kind of order by the ledger's rule", async () => {
    await importLines([
      orderNode({ id: 1, test: true }),
      orderNode({ id: 2, cancelledAt: "2026-03-11T00:00:00Z" }),
      orderNode({ id: 3, status: "PENDING" }),
      orderNode({ id: 4, taxesIncluded: true, subtotal: "119.0" }),
      orderNode({ id: 5, discrepancy: "-30.0", status: "PARTIALLY_REFUNDED" }),
      orderNode({ id: 6, subtotal: "0.0", status: "REFUNDED" }),
    ]);
    expect(await orders()).toEqual([
      [1, 7, 10_000, "test"],
      [2, 7, 10_000, "cancelled"],
      [3, 7, 10_000, "unpaid"],
      [4, 7, 10_000, null],
      [5, 7, 7_000, null],
      [6, 7, 0, "not-positive"],
    ]);
  });

  it("finds an order's gift cards wherever its lines stand", async () => {
    await importLines([
      orderNode({ id: 1 }),
      orderNode({ id: 2 }),
      childNode(2),
      orderNode({ id: 3 }),
      childNode(1, { isGiftCard: true, price: "30.0" }),
      childNode(3, { isGiftCard: true, price: "100.0" }),
      childNode(1),
      childNode(1, { isGiftCard: true, price: "5.5" }),
    ]);
    expect(await orders()).toEqual([[1, 7, 6_450, null], [2, 7, 10_000, null], [3, 7, 0, "not-positive"]]);
  });

  it("of a shop without orders is done too", async () => {
    await importLines([]);
    expect(await latest()).toMatchObject({ status: "done", linesRead: 0n });
    expect(done).toEqual([shopId]);
  });

  it("leaves out lines it cannot read, counts and names them, and takes the rest", async () => {
    await importLines([orderNode({ id: 1 }), orderNode({ id: 2, subtotal: "much" }), "{", orderNode({ id: 3 })]);
    expect(await latest()).toMatchObject({ status: "done", linesRead: 4n, ordersRead: 2n, linesRefused: 2n });
    expect((await latest()).refusals).toEqual([expect.stringMatching(/Order\/2: currentSubtotalPriceSet/), expect.stringMatching(/"\{"/)]);
    expect((await orders()).map(([id]) => id)).toEqual([1, 3]);
  });

  it("never puts an older version over a newer one, and takes a newer over an older", async () => {
    const version = (minute: number, subtotal: string) => orderNode({ id: 1, updatedAt: `2026-03-20T00:${minute}:00Z`, subtotal });
    await importLines([version(20, "20.0")]);
    await importLines([version(10, "10.0")]);
    expect(await orders()).toEqual([[1, 7, 2_000, null]]);
    await importLines([version(30, "30.0"), version(25, "25.0")]);
    expect(await orders()).toEqual([[1, 7, 3_000, null]]);
  });

  describe("removes orders that Shopify no longer has", () => {
    const later = (days: number) => (time = new Date(NOW.getTime() + days * 86_400_000));
    const kept = async () => (await orders()).map(([id]) => id);

    it("where the file would hold them", async () => {
      await importLines([orderNode({ id: 1 }), orderNode({ id: 2 }), orderNode({ id: 3, processedAt: "2020-01-01T00:00:00Z" })]);
      later(1);
      await importLines([orderNode({ id: 2 })]);
      expect(await kept()).toEqual([2]);
    });

    it("but none that an event told of while it ran", async () => {
      await importLines([orderNode({ id: 1 })]);
      later(1);
      await requestImport(deps(), shopId);
      await step();
      complete([orderNode({ id: 1 })]);
      time = new Date(time.getTime() + 60_000);
      const fresh = orderNode({ id: 9 });
      shopify.orders.set(fresh.id, { ...fresh, lines: [] });
      await ingestOrder(deps(), { shopId: String(shopId), orderId: "9" }, { onChanged: async () => {} });
      await step();
      expect(await kept()).toEqual([1, 9]);
    });

    it("but none that are older than the days Shopify shows without leave to read all", async () => {
      await importLines([orderNode({ id: 1, processedAt: "2026-01-01T00:00:00Z" }), orderNode({ id: 2, processedAt: "2026-03-25T00:00:00Z" })]);
      later(1);
      shopify.scopes = ["read_orders"];
      await importLines([]);
      expect(await kept()).toEqual([1]);
    });

    it("but none where a line could not be read: it may be that order's", async () => {
      await importLines([orderNode({ id: 1 }), orderNode({ id: 2 })]);
      later(1);
      await importLines([orderNode({ id: 2, subtotal: "?" })]);
      expect(await kept()).toEqual([1, 2]);
    });
  });

  it("touches no other shop", async () => {
    const mine = shopId;
    await importLines([orderNode({ id: 1 })]);
    shopId = await createShop(test.db, "neighbour");
    shopify = fakeShopify(() => time);
    await importLines([orderNode({ id: 1, subtotal: "3.0", updatedAt: "2027-01-01T00:00:00Z" }), childNode(1, { isGiftCard: true, price: "1.0" })]);
    expect(await orders()).toEqual([[1, 7, 200, null]]);
    expect(await readOrders(test.db, mine)).toEqual([[1, 7, 10_000, null]]);
  });
});

describe("a request", () => {
  it("while an import runs wakes that one", async () => {
    await Promise.all([requestImport(deps(), shopId), requestImport(deps(), shopId)]);
    expect(await withShop(test.db, shopId, (tx) => tx.import.count({ where: { shopId } }))).toBe(1);
    expect(await countJobs(test.owner, `import-orders:${shopId}`)).toBe(1);
  });

  it("after the app was removed and installed again starts afresh", async () => {
    await requestImport(deps(), shopId);
    await step();
    time = new Date(NOW.getTime() + 86_400_000);
    await test.db.prisma.shop.update({ where: { id: shopId }, data: { installedAt: time } });
    await requestImport(deps(), shopId);
    expect(await withShop(test.db, shopId, (tx) => tx.import.findMany({ where: { shopId }, orderBy: { id: "asc" } }))).toMatchObject([
      { status: "failed", problem: { code: "access-lost" } },
      { status: "requested", bulkOperationId: null },
    ]);
  });

  it("that was begun by a version of the app that asked for less is asked anew", async () => {
    await requestImport(deps(), shopId);
    await step();
    await withShop(test.db, shopId, (tx) => tx.import.updateMany({ where: { shopId }, data: { traitsVersion: TRAITS_VERSION - 1 } }));
    shopify.operations[0]!.query = "query OfBefore { orders { edges { node { id } } } }";
    await step();
    expect(await latest()).toMatchObject({ status: "querying", bulkOperationId: "gid://shopify/BulkOperation/2", traitsVersion: TRAITS_VERSION });
  });
});

describe("what Shopify may answer", () => {
  const all = () => withShop(test.db, shopId, (tx) => tx.import.findMany({ where: { shopId }, orderBy: { id: "asc" } }));
  const reached = async (status: string, changes: object = {}) => {
    await requestImport(deps(), shopId);
    await step();
    Object.assign(shopify.operations[0]!, { status, errorCode: status === "FAILED" ? "TIMEOUT" : null, objectCount: "5", ...changes });
    await step();
  };

  it.each(["FAILED", "CANCELED"])("%s has it asked again, and ends the import when that happens again and again, never as done", async (status) => {
    for (let round = 0; round < 4; round += 1) {
      await reached(status);
      const [broken] = await all();
      expect(broken).toMatchObject({ status: "failed", problem: { code: "ended-early", status, said: status === "FAILED" ? "TIMEOUT" : null }, finishedAt: NOW });
    }
    expect(await latest()).toMatchObject({ status: "failed", problem: { code: "ended-early", tries: 4 } });
    expect(done).toEqual([]);
  });

  it("FAILED for want of access is not asked again", async () => {
    await reached("FAILED", { errorCode: "ACCESS_DENIED" });
    expect(await latest()).toMatchObject({ status: "failed", problem: { code: "ended-early", said: "ACCESS_DENIED", tries: null } });
  });

  it("an expired operation is started again", async () => {
    await reached("EXPIRED");
    expect(await latest()).toMatchObject({ status: "requested", bulkOperationId: null });
    await step();
    expect(await latest()).toMatchObject({ status: "querying", bulkOperationId: "gid://shopify/BulkOperation/2" });
  });

  it("operations that are gone again and again end the import: it does not spin", async () => {
    await requestImport(deps(), shopId);
    const waits: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      await step();
      Object.assign(shopify.operations[0]!, { status: "EXPIRED" });
      await step();
      const { rows } = await test.owner.query("SELECT extract(epoch FROM run_at - now())::float AS wait FROM graphile_worker.jobs WHERE key = $1", [`import-orders:${shopId}`]);
      waits.push(rows[0].wait);
    }
    expect(await latest()).toMatchObject({ status: "failed", problem: { code: "gone", tries: 4 } });
    for (const wait of waits.slice(0, 3)) expect(wait).toBeGreaterThan(50);
  });

  it("busy with other operations: it waits for its turn", async () => {
    shopify.userErrors = [{ field: null, message: "limit", code: "LIMIT_REACHED" }];
    await requestImport(deps(), shopId);
    await step();
    expect(await latest()).toMatchObject({ status: "requested" });
    shopify.userErrors = [];
    await step();
    expect(await latest()).toMatchObject({ status: "querying" });
  });

  it("a query it does not take ends the import", async () => {
    shopify.userErrors = [{ field: null, message: "no such field", code: "INVALID" }];
    await requestImport(deps(), shopId);
    await step();
    expect(await latest()).toMatchObject({ status: "failed", problem: { code: "not-started", said: "no such field" } });
  });

  it("a step that failed for the last time fails the import, with the reason, and a new one can be asked for", async () => {
    await requestImport(deps(), shopId);
    await giveUpImport(deps(), { shopId: String(shopId) }, new Error("no way"));
    expect(await latest()).toMatchObject({ status: "failed", problem: { code: "unexpected", said: "no way" }, finishedAt: NOW });
    await requestImport(deps(), shopId);
    expect(await latest()).toMatchObject({ status: "requested", problem: null });
  });

  it("a file shorter than announced is not taken for the whole", async () => {
    await requestImport(deps(), shopId);
    await step();
    complete([orderNode({ id: 1 })], { size: 10_000 });
    await expect(step()).rejects.toThrow(/10000/);
    expect(await orders()).toEqual([]);
    expect(await latest()).toMatchObject({ status: "loading", problem: { code: "file", said: expect.stringContaining("10000") } });
  });

  it("objects without a file are not taken for an empty shop", async () => {
    await reached("COMPLETED").catch(() => {});
    expect(await latest()).toMatchObject({ status: "querying", problem: { code: "unexpected", said: expect.stringContaining("5 objects") } });
  });
});
