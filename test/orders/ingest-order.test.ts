import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { giveUpOrder, ingestOrder } from "#app/orders/ingest-order.server.ts";
import { retryUnreadOrders } from "#app/orders/retry-unread-orders.server.ts";
import { forgetUnreadBefore } from "#app/orders/unread-orders.repo.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { type FakeShopify, fakeShopify } from "./fake-shopify.ts";
import { lineNode, orderNode } from "./order-node.ts";
import { countJobs, createShop, NOW, readOrders } from "./shop-with-orders.ts";

const test = useTestDatabase();
let shopify: FakeShopify;
let shopId: bigint;
let changed: bigint[][];
let time: Date;
let shops = 0;

const onChanged = async (_tx: unknown, _shop: bigint, customerIds: bigint[]) => void changed.push(customerIds);
const ingest = (orderId = 1, after = onChanged) =>
  ingestOrder({ db: test.db, shopify: shopify.admin, clock: () => time }, { shopId: String(shopId), orderId: String(orderId) }, { onChanged: after });
const orders = () => readOrders(test.db, shopId);

function inShopify(changes: Parameters<typeof orderNode>[0], lines: Parameters<typeof lineNode>[0][] = []): void {
  const node = orderNode(changes);
  shopify.orders.set(node.id, { ...node, lines: lines.map(lineNode) });
}

beforeEach(async () => {
  shopify = fakeShopify(() => NOW);
  shopId = await createShop(test.db, `ingest-${(shops += 1)}`);
  changed = [];
  time = NOW;
});

describe("an order that changed", () => {
  it("is stored as Shopify shows it, with the gift cards on all pages of its lines", async () => {
    const giftCard = { isGiftCard: true, price: "20.0" };
    inShopify({ id: 1 }, [{}, giftCard, {}, {}, giftCard]);
    await ingest();
    expect(await orders()).toEqual([[1, 7, 6_000, null]]);
    expect(shopify.calls).toEqual(["order", "order", "order"]);
    const [row] = await withShop(test.db, shopId, (tx) => tx.order.findMany({ where: { shopId } }));
    expect(row).toMatchObject({
      name: "#1001",
      processedAt: new Date("2026-03-10T12:00:00Z"),
      orderDay: new Date("2026-03-10"),
      updatedAt: new Date("2026-03-10T12:00:01Z"),
      cancelledAt: null,
      test: false,
      financialStatus: "PAID",
      currency: "USD",
      taxesIncluded: false,
      currentSubtotalMinor: 10_000n,
      currentTaxMinor: 1_900n,
      giftCardMinor: 4_000n,
      refundDiscrepancyMinor: 0n,
    });
    expect(changed).toEqual([[7n]]);
  });

  it("ends at its newest version, in whatever order versions come, each as often as it likes", async () => {
    const versions = [
      { updatedAt: "2026-03-10T01:00:00Z" },
      { updatedAt: "2026-03-10T02:00:00Z", discrepancy: "-30.0", status: "PARTIALLY_REFUNDED" },
      { updatedAt: "2026-03-10T03:00:00Z", subtotal: "0.0", cancelledAt: "2026-03-10T03:00:00Z", status: "REFUNDED" },
    ];
    for (const order of [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0], [2, 2, 1, 0, 2, 1]]) {
      const id = Number(order.join("")) + 1;
      for (const version of order) {
        inShopify({ id, ...versions[version] });
        await ingest(id);
      }
      expect((await orders()).find(([known]) => known === id)?.slice(2), `versions ${order}`).toEqual([0, "cancelled"]);
    }
  });

  it("of two states of one second ends at the one read later, whichever is stored last", async () => {
    const at = (seconds: number) => (time = new Date(NOW.getTime() + seconds * 1000));
    at(1);
    inShopify({ subtotal: "1.0" });
    await ingest();
    at(3);
    inShopify({ subtotal: "3.0" });
    await ingest();
    at(2);
    inShopify({ subtotal: "2.0" });
    await ingest();
    expect(await orders()).toEqual([[1, 7, 300, null]]);
  });

  it("tells nobody where a newer version is there already", async () => {
    inShopify({ updatedAt: "2026-03-10T02:00:00Z" });
    await ingest();
    inShopify({ updatedAt: "2026-03-10T01:00:00Z", customer: 8 });
    await ingest();
    expect(changed).toEqual([[7n]]);
  });

  it("tells of both customers when it moved, and of none while it is a guest's", async () => {
    inShopify({ customer: null });
    await ingest();
    inShopify({ customer: 8, updatedAt: "2026-03-11T00:00:00Z" });
    await ingest();
    inShopify({ customer: 9, updatedAt: "2026-03-12T00:00:00Z" });
    await ingest();
    expect(changed).toEqual([[8n], [8n, 9n]]);
  });

  it("is not stored where what is to follow fails", async () => {
    inShopify({});
    await expect(ingest(1, () => Promise.reject(new Error("killed")))).rejects.toThrow("killed");
    expect(await orders()).toEqual([]);
  });

  it("that Shopify no longer has goes, once", async () => {
    inShopify({});
    await ingest();
    shopify.orders.clear();
    await ingest();
    await ingest();
    expect(await orders()).toEqual([]);
    expect(changed).toEqual([[7n], [7n]]);
  });

  it("that Shopify no longer has stays gone when an earlier read of it is stored late; a later one brings it back", async () => {
    inShopify({ id: 1 });
    const { run } = shopify.admin;
    const late = Promise.withResolvers<void>();
    shopify.admin.run = async (...call) => {
      shopify.admin.run = run;
      const answer = await run(...call);
      await late.promise;
      return answer;
    };
    const earlier = ingest();
    await expect.poll(() => shopify.calls.length).toBe(1);
    shopify.orders.clear();
    time = new Date(NOW.getTime() + 1);
    await ingest();
    late.resolve();
    await earlier;
    expect(await orders()).toEqual([]);

    inShopify({ id: 1 });
    time = new Date(NOW.getTime() + 2);
    await ingest();
    expect(await orders()).toEqual([[1, 7, 10_000, null]]);
  });

  it("leaves another shop's order of the same number alone", async () => {
    const neighbour = shopId;
    inShopify({});
    await ingest();
    shopId = await createShop(test.db, "ingest-neighbour");
    inShopify({ subtotal: "1.0", updatedAt: "2027-01-01T00:00:00Z" });
    await ingest();
    shopify.orders.clear();
    await ingest();
    expect(await readOrders(test.db, neighbour)).toEqual([[1, 7, 10_000, null]]);
  });

  it("that cannot be read is an error with its name", async () => {
    inShopify({ subtotal: "?" });
    await expect(ingest()).rejects.toThrow(/Order gid:\/\/shopify\/Order\/1: currentSubtotalPriceSet/);
  });

  it("that cannot be read at any attempt is named, until it is read or an import began later", async () => {
    const unread = () => withShop(test.db, shopId, (tx) => tx.unreadOrder.findMany({ where: { shopId } }));
    const payload = { shopId: String(shopId), orderId: "1" };
    const giveUp = () => giveUpOrder({ db: test.db, clock: () => time }, payload, new Error("no answer"));
    await giveUp();
    await giveUp();
    expect(await unread()).toEqual([{ shopId, orderId: 1n, reason: "no answer", failedAt: NOW }]);
    await withShop(test.db, shopId, (tx) => retryUnreadOrders(tx, shopId));
    expect(await countJobs(test.owner, `ingest-order:${shopId}:1`)).toBe(1);

    inShopify({});
    await ingest();
    expect(await unread()).toEqual([]);

    await giveUp();
    await withShop(test.db, shopId, (tx) => forgetUnreadBefore(tx, shopId, NOW, null));
    expect(await unread()).toHaveLength(1);
    await withShop(test.db, shopId, (tx) => forgetUnreadBefore(tx, shopId, new Date(NOW.getTime() + 1), null));
    expect(await unread()).toEqual([]);
  });
});
