import { beforeEach, describe, expect, it } from "vitest";
import { noteAutomationWish } from "#app/compliance/note-automation-wish.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { readLedgerTotals } from "#app/orders/ledger-totals.repo.server.ts";
import { mergeCustomers } from "#app/orders/merge-customers.server.ts";
import { ingestOrder } from "#app/orders/ingest-order.server.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { useFileServer } from "./fake-shopify.ts";
import { loadFile } from "./load-file.ts";
import { orderNode } from "./order-node.ts";
import { countJobs, createShop, NOW } from "./shop-with-orders.ts";

const test = useTestDatabase();
const server = useFileServer();
let shopId: bigint;
let shops = 0;

beforeEach(async () => {
  shopId = await createShop(test.db, `wishes-${(shops += 1)}`);
});

/** Shopify shows one order, of a customer with this wish. @returns who is to be scored anew */
async function ingest(change: Parameters<typeof orderNode>[0]): Promise<number[]> {
  const order = { ...orderNode(change), lineItems: { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } } };
  const scored: bigint[] = [];
  const shopify = { run: () => Promise.resolve({ order } as never) };
  await ingestOrder(
    { db: test.db, shopify, clock: () => NOW },
    { shopId: String(shopId), orderId: String(change?.id ?? 1) },
    { onChanged: async (_tx, _shop, ids) => void scored.push(...ids) },
  );
  return scored.map(Number);
}

const wishes = async () => {
  const rows = await withShop(test.db, shopId, (tx) => tx.customerOptOut.findMany({ orderBy: [{ customerId: "asc" }, { kind: "asc" }] }));
  return rows.map(({ customerId, kind, staffId }) => [Number(customerId), kind, staffId]);
};
const note = (customerId: bigint, out: boolean) => noteAutomationWish({ db: test.db, clock: () => NOW }, shopId, { customerId, out, staffId: "42" });

describe("what Shopify says of the sale of a customer's data", () => {
  it("is taken over with an order, and taken back with one", async () => {
    expect(await ingest({ id: 1, customer: 7, saleOptOut: true })).toEqual([7]);
    expect(await wishes()).toEqual([[7, "sale-of-data", null]]);
    await ingest({ id: 2, customer: 8 });
    expect(await wishes()).toEqual([[7, "sale-of-data", null]]);
    await ingest({ id: 1, customer: 7, saleOptOut: false });
    expect(await wishes()).toEqual([]);
  });

  it("has the customer scored anew though the order itself is older than what is known", async () => {
    await ingest({ id: 1, customer: 7, updatedAt: "2026-03-10T12:00:09Z" });
    expect(await ingest({ id: 1, customer: 7, updatedAt: "2026-03-10T12:00:01Z" })).toEqual([]);
    expect(await ingest({ id: 1, customer: 7, updatedAt: "2026-03-10T12:00:01Z", saleOptOut: true })).toEqual([7]);
  });

  it("comes with a file, where it is of customers with orders; what was heard after the file was begun stands", async () => {
    await ingest({ id: 5, customer: 9, saleOptOut: true });
    const nodes = [orderNode({ id: 1, customer: 7, saleOptOut: true }), orderNode({ id: 2, customer: 7, saleOptOut: true }), orderNode({ id: 3, customer: 8 }), orderNode({ id: 4, customer: null })];
    const load = (orders: object[], minutesLater: number) => {
      server.files.set("/orders.jsonl", { body: orders.map((node) => `${JSON.stringify(node)}\n`) });
      const readAt = new Date(NOW.getTime() + minutesLater * 60_000);
      return loadFile(test.db, shopId, `${server.url}/orders.jsonl`, { currency: "USD", timeZone: "America/New_York", readAt, rule: GOODS_ALONE });
    };
    await load(nodes, 1);
    expect(await wishes()).toEqual([[7, "sale-of-data", null], [9, "sale-of-data", null]]);
    const takenBack = [orderNode({ id: 1, customer: 7 }), orderNode({ id: 5, customer: 9 })];
    await load(takenBack, -60);
    expect(await wishes()).toHaveLength(2);
    await load(takenBack, 2);
    expect(await wishes()).toEqual([]);
  });

  it("leaves what the merchant has noted", async () => {
    await ingest({ id: 1, customer: 7, saleOptOut: true });
    await note(7n, true);
    await ingest({ id: 1, customer: 7 });
    expect(await wishes()).toEqual([[7, "automated-decisions", "42"]]);
  });
});

describe("what the merchant notes of a customer", () => {
  const jobs = () => countJobs(test.owner, `score-customer:${shopId}:7`);

  it("has the customer scored anew, once for each change", async () => {
    await ingest({ id: 1, customer: 7 });
    await note(7n, true);
    expect(await jobs()).toBe(1);
    await test.owner.query("DELETE FROM graphile_worker._private_jobs");
    await note(7n, true);
    expect(await jobs()).toBe(0);
    await note(7n, false);
    expect([await wishes(), await jobs()]).toEqual([[], 1]);
  });

  it("is noted of nobody without orders", async () => {
    await note(99n, true);
    expect(await wishes()).toEqual([]);
  });

  it("goes with the customer into whom they are merged", async () => {
    await ingest({ id: 1, customer: 7 });
    await ingest({ id: 2, customer: 8, saleOptOut: true });
    await note(7n, true);
    await mergeCustomers({ db: test.db }, { shopId: String(shopId), fromCustomerId: "7", toCustomerId: "8" }, { onChanged: async () => {} });
    expect(await wishes()).toEqual([[8, "automated-decisions", "42"], [8, "sale-of-data", null]]);
  });
});

it("the ledger counts the orders of those who do not want to be scored, for nobody", async () => {
  await ingest({ id: 1, customer: 7, saleOptOut: true });
  await ingest({ id: 2, customer: 8 });
  await ingest({ id: 3, customer: null });
  const totals = await withShop(test.db, shopId, (tx) => readLedgerTotals(tx, shopId));
  expect(totals).toMatchObject({
    orders: 3, counted: { orders: 3, netMinor: 30_000 }, guests: { orders: 1, netMinor: 10_000 },
    optedOut: { customers: 1, orders: 1, netMinor: 10_000 }, customers: 1, customersHistoricMinor: 10_000,
  });
});
