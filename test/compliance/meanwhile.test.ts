import { beforeEach, describe, expect, it } from "vitest";
import { answerDataRequest } from "#app/compliance/answer-data-request.server.ts";
import { redactCustomer } from "#app/compliance/redact-customer.server.ts";
import { withShop, withShopConnection } from "#app/db/with-shop.server.ts";
import { ingestOrder } from "#app/orders/ingest-order.server.ts";
import { mergeCustomers } from "#app/orders/merge-customers.server.ts";
import { noteUnreadOrder } from "#app/orders/unread-orders.repo.server.ts";
import { claimMarks } from "#app/tags/claim-marks.repo.server.ts";
import { orderNode } from "../orders/order-node.ts";
import { createShop, NOW } from "../orders/shop-with-orders.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { switchToRun } from "../tags/shop-with-scores.ts";
import { addUp } from "../views/scored-shop.ts";

const test = useTestDatabase();
const ANN = 5001n;
const ORDER = 9001;
const NOTHING = { onChanged: async () => {} };
let shopId: bigint;
let shops = 0;

beforeEach(async () => {
  shopId = await createShop(test.db, `meanwhile-${(shops += 1)}`);
});

const nobody = { run: () => Promise.reject(new Error("Shopify is not to be asked")) };
const redact = (orderIds: string[] = []) =>
  redactCustomer({ db: test.db, shopify: nobody, clock: () => NOW }, { shopId: String(shopId), customerId: String(ANN), orderIds });

const shown = (change: Parameters<typeof orderNode>[0] = {}) => ({
  order: { ...orderNode({ id: ORDER, customer: Number(ANN), ...change }), lineItems: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } },
});
const ingest = (answer: () => Promise<object>) =>
  ingestOrder({ db: test.db, shopify: { run: () => answer() as never }, clock: () => NOW }, { shopId: String(shopId), orderId: String(ORDER) }, NOTHING);
const count = async (table: string) => (await test.owner.query(`SELECT 1 FROM ${table} WHERE shop_id = $1`, [shopId])).rowCount;

describe("what was begun before a redaction", () => {
  it("does not store an order that was being read", async () => {
    await ingest(async () => shown());
    const answer = Promise.withResolvers<object>();
    const reading = ingest(() => answer.promise);
    await redact();
    answer.resolve(shown({ updatedAt: "2026-03-30T00:00:00Z" }));
    await reading;
    expect(await count("orders")).toBe(0);
  });

  it.each([0, 3])("does not claim a customer for writing, whose row had version %i", async (version) => {
    await switchToRun(test.db, shopId, [{ customerId: ANN }]);
    const { currentRunId } = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
    await addUp(test.db, { id: shopId, currentRunId: currentRunId! });
    const marks = { tags: ["clv:value-mid"], metafields: {} };
    if (version > 0) {
      await withShop(test.db, shopId, (tx) => tx.customerWrite.create({ data: { shopId, customerId: ANN, ...marks, pending: false, version, writtenAt: NOW } }));
    }
    const planned = { customerId: ANN, version, diff: { addTags: [], removeTags: [], setMetafields: {}, deleteMetafields: [] }, possible: marks, aim: null };
    const claim = () => withShopConnection(test.db, shopId, (client) => claimMarks(client, shopId, [planned], { inBulk: false, now: NOW, runId: null }));
    await test.owner.query("UPDATE shops SET uninstalled_at = now() WHERE id = $1", [shopId]);
    await redact();
    expect(await claim()).toEqual([]);
    expect(await count("customer_writes")).toBe(0);
  });

  it("waits for who writes an order right now, and erases what that has written", async () => {
    const written = Promise.withResolvers<void>();
    const done = Promise.withResolvers<void>();
    const shopify = { run: async () => shown() as never };
    const ingesting = ingestOrder({ db: test.db, shopify, clock: () => NOW }, { shopId: String(shopId), orderId: String(ORDER) }, {
      onChanged: async () => {
        written.resolve();
        await done.promise;
      },
    });
    await written.promise;
    const redacting = redact();
    done.resolve();
    await Promise.all([ingesting, redacting]);
    expect(await count("orders")).toBe(0);
  });
});

describe("what is told after a redaction", () => {
  beforeEach(async () => {
    await ingest(async () => shown());
    await redact();
  });

  it("is not taken for news: an order as it was, its deletion, that it cannot be read, a merge", async () => {
    await ingest(async () => shown({ updatedAt: "2026-03-30T00:00:00Z" }));
    await ingest(async () => ({ order: null }));
    await noteUnreadOrder(test.db, { shopId, orderId: BigInt(ORDER) }, "no answer", NOW);
    await mergeCustomers({ db: test.db }, { shopId: String(shopId), fromCustomerId: String(ANN), toCustomerId: "7" }, NOTHING);
    for (const table of ["orders", "gone_orders", "unread_orders", "customer_merges"]) expect(await count(table), table).toBe(0);
  });

  it("is not answered where it was asked before, and is answered with nothing where it is asked anew", async () => {
    const answer = (requestedAt: Date) =>
      answerDataRequest({ db: test.db, clock: () => NOW }, { shopId: String(shopId), customerId: String(ANN), orderIds: [], requestedAt: requestedAt.toISOString() });
    await answer(new Date(NOW.getTime() - 1000));
    expect(await count("data_requests")).toBe(0);
    await answer(new Date(NOW.getTime() + 1000));
    expect(await count("data_requests")).toBe(1);
  });

  it("is a new fact where it was bought afterwards, also for a merge", async () => {
    const later = new Date(NOW.getTime() + 1000).toISOString();
    await ingestOrder(
      { db: test.db, shopify: { run: async () => shown({ id: ORDER + 1, processedAt: later, updatedAt: later }) as never }, clock: () => NOW },
      { shopId: String(shopId), orderId: String(ORDER + 1) },
      NOTHING,
    );
    await mergeCustomers({ db: test.db }, { shopId: String(shopId), fromCustomerId: String(ANN), toCustomerId: "7" }, NOTHING);
    const { rows } = await test.owner.query("SELECT id, customer_id FROM orders WHERE shop_id = $1", [shopId]);
    expect(rows).toEqual([{ id: String(ORDER + 1), customer_id: "7" }]);
  });
});
