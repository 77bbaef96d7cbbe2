import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { ingestOrder } from "#app/orders/ingest-order.server.ts";
import { sumOf } from "#app/orders/explain-spent.ts";
import { OrderById } from "#app/orders/order-by-id.graphql.ts";
import { reconcileShop } from "#app/orders/reconcile-shop.server.ts";
import { requestImportWithin } from "#app/orders/request-import.server.ts";
import { runCommand } from "#sandbox/commands/run-command.ts";
import { generateShop } from "#sandbox/fill/generate-shop.ts";
import { sumOrder } from "#sandbox/orders/sum-order.ts";
import type * as SumCustomer from "#sandbox/orders/sum-customer.ts";
import type { OrderRecord } from "#sandbox/store/model.ts";
import { useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { latestOf, useReconciledShop } from "./reconciled-shop.ts";
import { readOrders } from "./shop-with-orders.ts";

/** What Shopify says a customer spent more than the orders come to, by customer. */
const { falsified } = vi.hoisted(() => ({ falsified: new Map<number, { minor: number; orders: number }>() }));

vi.mock("#sandbox/orders/sum-customer.ts", async (original) => {
  const { sumCustomer } = await original<typeof SumCustomer>();
  return {
    sumCustomer: (orders: readonly OrderRecord[]) => {
      const sums = sumCustomer(orders);
      const more = falsified.get(orders[0]?.customerId ?? 0) ?? { minor: 0, orders: 0 };
      return { numberOfOrders: sums.numberOfOrders + more.orders, amountSpentMinor: sums.amountSpentMinor + more.minor };
    },
  };
});

const test = useTestDatabase();
const shopify = useSandbox({ plan: { bucket: 20_000, restoreRate: 1_000 } });
const shop = useReconciledShop(test, shopify, async ({ sandbox, clock }) => {
  const { customers, products, orders } = generateShop({ customers: 60, seed: 5, now: clock().toISOString() });
  await sandbox.store.load({ customers, products, orders });
  // The day decides what else was bought; on some no gift card that counts.
  const giftCard = products.find(({ isGiftCard }) => isGiftCard)!;
  placeOrder({ kind: "customer", customerId: customers.at(-1)!.id }, { lines: [{ productId: giftCard.id, quantity: 1 }] });
});

const run = (name: string, body: unknown) => runCommand(shopify.sandbox, name, body) as OrderRecord;
const ledger = () => readOrders(test.db, shop.shopId);
const ids = async () => (await ledger()).map(([id]) => id);
const netOf = async (id: number) => (await ledger()).find(([known]) => known === id)?.[2];
const ordersOf = (customerId: number) => shopify.sandbox.store.ordersOf(customerId).map(({ id }) => id);
/** Any three of them. */
function customersWithOrders(): [number, number, number, ...number[]] {
  const [first, second, third, ...rest] = [...shopify.sandbox.store.customers.values()].map(({ id }) => id).filter((id) => ordersOf(id).length > 0);
  return [first!, second!, third!, ...rest];
}

function placeOrder(buyer: object, more: object = {}): OrderRecord {
  const product = [...shopify.sandbox.store.products.values()].find(({ isGiftCard }) => !isGiftCard)!;
  return run("placeOrder", { buyer, lines: [{ productId: product.id, quantity: 2 }], payment: "PAID", ...more });
}

beforeEach(() => {
  falsified.clear();
  shop.changed.length = 0;
  // Apart from whatever the test before did.
  shopify.sandbox.clock.advance(20 * 60_000);
});

describe("a clock of ours that goes wrong", () => {
  const right = () => new Date(shopify.clock());
  const goesWrongBy = (minutes: number) => void (shop.deps.clock = () => new Date(right().getTime() + minutes * 60_000));
  afterEach(() => goesWrongBy(0));

  it.each([-14, 14])("by %i minutes, and is set right again, loses no order", async (minutes) => {
    const placed: number[] = [];
    const heal = async () => (await shop.reconcile(false)).ordersHealed;
    const place = () => placed.push(placeOrder({ kind: "guest" }).id);
    for (const step of [minutes, minutes, 0, 0, minutes, 0]) {
      goesWrongBy(step);
      place();
      await heal();
      place();
      shopify.sandbox.clock.advance(30_000);
    }
    shopify.sandbox.clock.advance(15 * 60_000);
    await heal();
    expect(await ids()).toEqual(expect.arrayContaining(placed));
    expect(await heal()).toBe(0);
  });
});

describe("a shop whose events all came", () => {
  it("has nothing to heal, and every difference from Shopify's sums is explained", async () => {
    const { status, ordersHealed, unexplainedMinor, totals, importRequested } = await shop.reconcile();
    expect({ status, ordersHealed, unexplainedMinor, importRequested }).toEqual({ status: "done", ordersHealed: 0, unexplainedMinor: 0n, importRequested: false });
    const spent = [...shopify.sandbox.store.orders.values()].filter(({ customerId, test: isTest }) => customerId !== null && !isTest);
    expect(totals).toMatchObject({
      customers: customersWithOrders().length,
      shopifyMinor: spent.reduce((sum, order) => sum + sumOrder(order).netPaymentMinor, 0),
      unexplainedMinor: 0,
      unexplainedCustomers: 0,
    });
    expect(Object.keys(totals!.differences)).toEqual(expect.arrayContaining(["tax", "shipping", "gift-cards"]));
    expect(totals!.shopifyMinor - totals!.ledgerMinor).toBe(sumOf(totals!.differences));
  });

  it("is looked at from the last proven point, with an overlap", async () => {
    const first = await shop.reconcile(false);
    shopify.sandbox.clock.advance(3_600_000);
    const second = await shop.reconcile(false);
    expect(first).toMatchObject({ compares: false, totals: null, unexplainedMinor: null });
    expect(second.fromTime.getTime()).toBe(first.provenTo!.getTime() - 15 * 60_000);
    expect(second.provenTo).toEqual(second.toTime);
  });
});

describe("an event that was lost", () => {
  it("of a new order", async () => {
    const [customer] = customersWithOrders();
    const order = placeOrder({ kind: "customer", customerId: customer });
    const guests = placeOrder({ kind: "guest" });
    expect(await shop.reconcile(false)).toMatchObject({ ordersHealed: 2 });
    expect(await ids()).toEqual(expect.arrayContaining([order.id, guests.id]));
    expect(shop.changed).toContainEqual([BigInt(customer)]);
  });

  it("of a changed one: an edit, a refund of lines, of an amount, a cancellation", async () => {
    const placed = [0, 1, 2, 3].map(() => placeOrder({ kind: "guest" }));
    await shop.reconcile(false);
    shopify.sandbox.clock.advance(60_000);
    const [edited, returned, lowered, cancelled] = placed as [OrderRecord, OrderRecord, OrderRecord, OrderRecord];
    run("editOrder", { orderId: edited.id, lineItemId: edited.lines[0]!.id, quantity: 1 });
    run("refundOrder", { orderId: returned.id, refund: { kind: "lines", lines: [{ lineItemId: returned.lines[0]!.id, quantity: 1 }] } });
    run("refundOrder", { orderId: lowered.id, refund: { kind: "amount", amountMinor: 5 } });
    run("cancelOrder", { orderId: cancelled.id, refund: true });
    expect(await shop.reconcile(false)).toMatchObject({ ordersHealed: 4 });
    const whole = sumOrder(edited).current.subtotalMinor;
    expect(await Promise.all([edited, returned, lowered].map(({ id }) => netOf(id)))).toEqual([whole / 2, whole / 2, whole - 5]);
    expect((await ledger()).find(([id]) => id === cancelled.id)?.[3]).toBe("cancelled");
  });

  it("of a deleted order of a customer", async () => {
    const [customer] = customersWithOrders();
    const order = placeOrder({ kind: "customer", customerId: customer });
    await shop.reconcile();
    run("deleteOrder", { orderId: order.id });
    expect(await shop.reconcile()).toMatchObject({ ordersHealed: 1, unexplainedMinor: 0n, importRequested: false });
    expect(await ids()).not.toContain(order.id);
  });

  it("of a guest's deleted order: an import, once, finds which it was", async () => {
    const order = placeOrder({ kind: "guest" });
    await shop.reconcile();
    run("deleteOrder", { orderId: order.id });
    shopify.sandbox.clock.advance(10 * 60_000);
    expect(await shop.reconcile()).toMatchObject({ importRequested: true });
    await shop.importAll();
    expect(await ids()).not.toContain(order.id);
    expect(await shop.reconcile()).toMatchObject({ importRequested: false });
  });

  it("of a change that gave the order no new version", async () => {
    const [customer] = customersWithOrders();
    const order = placeOrder({ kind: "customer", customerId: customer });
    shopify.sandbox.clock.advance(60_000);
    await shop.reconcile();
    shopify.sandbox.clock.advance(3_600_000);
    const lowered = run("refundOrder", { orderId: order.id, refund: { kind: "amount", amountMinor: 5 } });
    shopify.sandbox.store.orders.put({ ...lowered, updatedAt: order.updatedAt });
    expect(await shop.reconcile()).toMatchObject({ ordersHealed: 1, unexplainedMinor: 0n, totals: { unexplainedCustomers: 0 } });
    expect(await netOf(order.id)).toBe(sumOrder(order).current.subtotalMinor - 5);
  });

  it("of a chain of merges", async () => {
    const [first, second, third] = customersWithOrders();
    const orders = [first, second, third].flatMap(ordersOf);
    run("mergeCustomers", { keptId: second, mergedId: first });
    run("mergeCustomers", { keptId: third, mergedId: second });
    expect(await shop.reconcile()).toMatchObject({ unexplainedMinor: 0n, importRequested: false });
    const owners = (await ledger()).filter(([id]) => orders.includes(id as number)).map(([, owner]) => owner);
    expect(new Set(owners)).toEqual(new Set([third]));
    const merges = await withShop(test.db, shop.shopId, (tx) => tx.customerMerge.findMany({ where: { shopId: shop.shopId } }));
    expect(merges.map(({ fromCustomerId, toCustomerId }) => [Number(fromCustomerId), Number(toCustomerId)])).toEqual(
      expect.arrayContaining([[first, third], [second, third]]),
    );
  });
});

describe("a reconciliation", () => {
  it("beside live events never puts an older state over a newer one", async () => {
    const order = placeOrder({ kind: "guest" });
    await shop.request(false);
    const slow = { ...shop.deps, shopify: { run: shop.deps.shopify.run } };
    let told = false;
    slow.shopify.run = (async (...call: Parameters<typeof shop.deps.shopify.run>) => {
      const answer = await shop.deps.shopify.run(...call);
      if (!told && "order" in (answer as object)) {
        told = true;
        shopify.sandbox.clock.advance(2_000);
        run("refundOrder", { orderId: order.id, refund: { kind: "amount", amountMinor: 7 } });
        await ingestOrder(shop.deps, { shopId: String(shop.shopId), orderId: String(order.id) }, { onChanged: async () => {} });
      }
      return answer;
    }) as typeof slow.shopify.run;
    await reconcileShop(slow, { shopId: String(shop.shopId) }, { onChanged: async () => {} });
    expect(told).toBe(true);
    expect(await netOf(order.id)).toBe(sumOrder(order).current.subtotalMinor - 7);
  });

  it("killed at any call goes on, and ends as if it had not been", async () => {
    const [customer, kept, merged] = customersWithOrders();
    placeOrder({ kind: "customer", customerId: customer });
    run("mergeCustomers", { keptId: kept, mergedId: merged });
    run("deleteOrder", { orderId: ordersOf(kept)[0] });
    await shop.request(true);
    for (let calls = 1; (await latestOf(test, shop.shopId)).finishedAt === null; calls += 1) {
      if (calls > 200) throw new Error("It does not end");
      let left = 1 + (calls % 4);
      const dying = (async (...call: Parameters<typeof shop.deps.shopify.run>) => {
        if ((left -= 1) < 0) throw new Error("killed");
        return shop.deps.shopify.run(...call);
      }) as typeof shop.deps.shopify.run;
      await reconcileShop({ ...shop.deps, shopify: { run: dying } }, { shopId: String(shop.shopId) }, { onChanged: async () => {} }).catch((error: Error) => {
        if (error.message !== "killed") throw error;
      });
    }
    expect(await latestOf(test, shop.shopId)).toMatchObject({ status: "done", unexplainedMinor: 0n });
    expect(await shop.reconcile()).toMatchObject({ ordersHealed: 0, unexplainedMinor: 0n });
  });

  it("is not begun while an import runs: that proves more", async () => {
    const before = await latestOf(test, shop.shopId);
    await withShop(test.db, shop.shopId, (tx) => requestImportWithin(tx, shop.shopId, shop.deps.clock()));
    await shop.request(true);
    expect((await latestOf(test, shop.shopId)).id).toBe(before.id);
    await shop.importAll();
  });
});

describe("a sum of Shopify's that no order accounts for", () => {
  it("is unexplained, whatever its sign, and so is a number of orders", async () => {
    const [more, less, counted] = customersWithOrders();
    falsified.set(more, { minor: 5, orders: 0 });
    falsified.set(less, { minor: -5, orders: 0 });
    falsified.set(counted, { minor: 0, orders: 1 });
    const { unexplainedMinor, totals } = await shop.reconcile();
    expect(unexplainedMinor).toBe(10n);
    expect(totals).toMatchObject({ unexplainedMinor: 10, unexplainedCustomers: 3 });
  });

  /** Of the orders that a reconciliation reads one by one, those of a customer. */
  async function reconcileCounting(customerId: number) {
    const { shopify: admin } = shop.deps;
    const read: string[] = [];
    const counting = (async (...call: Parameters<typeof admin.run>) => {
      if (call[1].document === OrderById.document) read.push((call[2] as { id: string }).id);
      return admin.run(...call);
    }) as typeof admin.run;
    shop.deps.shopify = { run: counting };
    const { importRequested, unexplainedMinor } = await shop.reconcile().finally(() => (shop.deps.shopify = admin));
    const own = new Set(ordersOf(customerId).map((id) => `gid://shopify/Order/${id}`));
    return { read: read.filter((id) => own.has(id)).length, importRequested, unexplainedMinor: Number(unexplainedMinor) };
  }

  it("has the customer's orders read anew once, and not every night, until something else is unexplained", async () => {
    const [customer] = customersWithOrders();
    const orders = ordersOf(customer).length;
    falsified.set(customer, { minor: 7, orders: 0 });
    expect(await reconcileCounting(customer)).toEqual({ read: orders, importRequested: false, unexplainedMinor: 7 });
    for (let night = 2; night < 4; night += 1) expect(await reconcileCounting(customer)).toEqual({ read: 0, importRequested: false, unexplainedMinor: 7 });
    falsified.set(customer, { minor: 8, orders: 0 });
    expect(await reconcileCounting(customer)).toEqual({ read: orders, importRequested: false, unexplainedMinor: 8 });
  });

  it("is left to an import, once, where too many orders would have to be read", async () => {
    const [customer] = customersWithOrders();
    const { store } = shopify.sandbox;
    const order = store.orders.require(ordersOf(customer)[0]!);
    for (let count = 0; count < 500; count += 1) store.orders.put({ ...order, id: store.nextId(), lines: [], refunds: [], receivedMinor: 0 });
    await shop.importAll();
    falsified.set(customer, { minor: 5, orders: 0 });
    expect(await reconcileCounting(customer)).toEqual({ read: 0, importRequested: true, unexplainedMinor: 5 });
    await shop.importAll();
    for (let night = 2; night < 4; night += 1) expect(await reconcileCounting(customer)).toEqual({ read: 0, importRequested: false, unexplainedMinor: 5 });
  });
});
