import { beforeEach, describe, expect, it } from "vitest";
import { ExistingCustomers } from "#app/customers/existing-customers.graphql.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { followMerges } from "#app/orders/follow-merges.server.ts";
import { ingestOrder } from "#app/orders/ingest-order.server.ts";
import { OrderById } from "#app/orders/order-by-id.graphql.ts";
import { mergeCustomers } from "#app/orders/merge-customers.server.ts";
import { changeOrder } from "#sandbox/commands/change-order.ts";
import { runCommand } from "#sandbox/commands/run-command.ts";
import { generateShop } from "#sandbox/fill/generate-shop.ts";
import { useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";
import { useReconciledShop } from "./reconciled-shop.ts";

const test = useTestDatabase();
const shopify = useSandbox({ plan: { bucket: 20_000, restoreRate: 1_000 } });
const shop = useReconciledShop(test, shopify, async ({ sandbox, clock }) => {
  // On every day enough of them for every `nextCustomer`: the day decides who has two orders.
  const { customers, products, orders } = generateShop({ customers: 150, seed: 5, now: clock().toISOString() });
  await sandbox.store.load({ customers, products, orders });
});
const onChanged = async (_tx: unknown, _shop: bigint, customerIds: bigint[]) => void shop.changed.push(customerIds);

const ordersOf = (customerId: number) => shopify.sandbox.store.ordersOf(customerId).map(({ id }) => id);
/** Two orders at least each, and nobody whom a test before has seen to. */
const seen = new Set<number>();
function nextCustomer(): number {
  const found = [...shopify.sandbox.store.customers.values()].find(({ id }) => !seen.has(id) && ordersOf(id).length >= 2)!;
  seen.add(found.id);
  return found.id;
}

const merge = (from: number, to: number) => runCommand(shopify.sandbox, "mergeCustomers", { keptId: to, mergedId: from });
const give = (orderId: number, customerId: number) => changeOrder(shopify.sandbox, shopify.sandbox.store.orders.require(orderId), { customerId });
async function hearOf(...orderIds: number[]): Promise<void> {
  for (const orderId of orderIds) await ingestOrder(shop.deps, { shopId: String(shop.shopId), orderId: String(orderId) }, { onChanged });
}
const hearOfMerge = (from: number, to: number) =>
  mergeCustomers(shop.deps, { shopId: String(shop.shopId), fromCustomerId: String(from), toCustomerId: String(to) }, { onChanged });

const merges = async (...from: number[]) => {
  const rows = await withShop(test.db, shop.shopId, (tx) => tx.customerMerge.findMany({ where: { shopId: shop.shopId, fromCustomerId: { in: from.map(BigInt) } } }));
  return Object.fromEntries(rows.map((it) => [Number(it.fromCustomerId), Number(it.toCustomerId)]));
};
const ledgerOf = async (customerId: number) => {
  const rows = await withShop(test.db, shop.shopId, (tx) => tx.order.findMany({ where: { shopId: shop.shopId, customerId }, orderBy: { id: "asc" } }));
  return rows.map(({ id }) => Number(id));
};
const moved = async () => (await test.owner.query("SELECT id FROM orders WHERE former_customer_ids IS NOT NULL")).rows;

/** Deps that count the questions who is still there. */
function countAsked() {
  const asked: string[] = [];
  const run = (async (...call: Parameters<typeof shop.deps.shopify.run>) => {
    const [, { document }, variables] = call;
    if (document === ExistingCustomers.document) asked.push(...(variables as { ids: string[] }).ids);
    return shop.deps.shopify.run(...call);
  }) as typeof shop.deps.shopify.run;
  return { asked, deps: { ...shop.deps, shopify: { run } } };
}

beforeEach(() => {
  shop.changed.length = 0;
  // Apart from whatever the test before did.
  shopify.sandbox.clock.advance(20 * 60_000);
});

describe("a merge that no event told of", () => {
  it("is followed when events of all its orders have moved them before", async () => {
    const [from, to] = [nextCustomer(), nextCustomer()];
    const orders = ordersOf(from);
    merge(from, to);
    await hearOf(...orders);
    expect(await merges(from)).toEqual({});
    await shop.reconcile(false);
    expect(await merges(from)).toEqual({ [from]: to });
    expect(shop.changed).toContainEqual([BigInt(from), BigInt(to)]);
    expect(await moved()).toEqual([]);
  });

  it("is followed when an event has moved one of them, and the others go there, too", async () => {
    const [from, to] = [nextCustomer(), nextCustomer()];
    const [order] = ordersOf(from);
    merge(from, to);
    await hearOf(order!);
    expect(await ledgerOf(from)).not.toEqual([]);
    await shop.reconcile(false);
    expect(await merges(from)).toEqual({ [from]: to });
    expect(await ledgerOf(from)).toEqual([]);
    expect(await ledgerOf(to)).toEqual(ordersOf(to).toSorted((a, b) => a - b));
  });

  it("is followed when an import has moved them before", async () => {
    const [from, to] = [nextCustomer(), nextCustomer()];
    merge(from, to);
    await shop.importAll();
    expect(await ledgerOf(from)).toEqual([]);
    expect(await merges(from)).toEqual({});
    await shop.reconcile(false);
    expect(await merges(from)).toEqual({ [from]: to });
  });

  it("is followed to the end of a chain, each link of which an event of an order has told", async () => {
    const [first, second, third] = [nextCustomer(), nextCustomer(), nextCustomer()];
    const [order] = ordersOf(first);
    merge(first, second);
    await hearOf(order!);
    merge(second, third);
    await hearOf(order!);
    await shop.reconcile(false);
    expect(await merges(first, second)).toEqual({ [first]: third, [second]: third });
  });

  it("is followed where the event of the next one in a chain came", async () => {
    const [first, second, third] = [nextCustomer(), nextCustomer(), nextCustomer()];
    const orders = ordersOf(first);
    merge(first, second);
    await hearOf(...orders);
    merge(second, third);
    await hearOfMerge(second, third);
    await shop.reconcile(false);
    expect(await merges(first)).toEqual({ [first]: third });
  });

  it("is none where staff had given one order away, of which an event told, and the merge took the other elsewhere", async () => {
    const [from, to, other] = [nextCustomer(), nextCustomer(), nextCustomer()];
    const [given, ...rest] = ordersOf(from);
    give(given!, other);
    await hearOf(given!);
    merge(from, to);
    await followMerges(shop.deps, shop.shopId, { onChanged });
    expect(await merges(from)).toEqual({});
    expect(await ledgerOf(to)).toEqual(expect.arrayContaining(rest));
    expect(await ledgerOf(other)).toContain(given);
    // Nor later, by the orders alone that were read then.
    expect(await moved()).toEqual([]);
    await followMerges(shop.deps, shop.shopId, { onChanged });
    expect(await merges(from)).toEqual({});
  });

  it("waits until all orders of who is gone have been read", async () => {
    const [from, to] = [nextCustomer(), nextCustomer()];
    const [first, ...rest] = ordersOf(from);
    merge(from, to);
    await hearOf(first!);
    const run = (async (...call: Parameters<typeof shop.deps.shopify.run>) => {
      const answer = await shop.deps.shopify.run(...call);
      return call[1].document === OrderById.document ? { order: { id: (call[2] as { id: string }).id } } : answer;
    }) as typeof shop.deps.shopify.run;
    await followMerges({ ...shop.deps, shopify: { run } }, shop.shopId, { onChanged });
    expect(await merges(from)).toEqual({});
    expect((await ledgerOf(from)).toSorted()).toEqual(rest.toSorted());
    expect(await moved()).toHaveLength(1);
    await followMerges(shop.deps, shop.shopId, { onChanged });
    expect(await merges(from)).toEqual({ [from]: to });
  });

  it("is none where the orders of who is gone went to several", async () => {
    const [from, to, other] = [nextCustomer(), nextCustomer(), nextCustomer()];
    const orders = ordersOf(from);
    give(orders[0]!, other);
    merge(from, to);
    await hearOf(...orders);
    await shop.reconcile(false);
    expect(await merges(from)).toEqual({});
  });
});

describe("an order that staff gave to another customer", () => {
  it("is no merge: who had it is there still, and is asked for once", async () => {
    const [from, to] = [nextCustomer(), nextCustomer()];
    const [order, ...others] = ordersOf(from);
    give(order!, to);
    await hearOf(order!);
    const { asked, deps } = countAsked();
    await followMerges(deps, shop.shopId, { onChanged });
    await followMerges(deps, shop.shopId, { onChanged });
    expect(asked).toEqual([`gid://shopify/Customer/${from}`]);
    expect(await merges(from)).toEqual({});
    expect(await ledgerOf(from)).toEqual(others.toSorted((a, b) => a - b));
  });

  it("does not hide a merge into somebody else later on", async () => {
    const [from, to, other] = [nextCustomer(), nextCustomer(), nextCustomer()];
    const [order, ...others] = ordersOf(from);
    give(order!, other);
    await hearOf(order!);
    await shop.reconcile(false);
    merge(from, to);
    await hearOf(...others);
    await shop.reconcile(false);
    expect(await merges(from)).toEqual({ [from]: to });
  });

  it("is looked at again where it went on while Shopify was asked", async () => {
    const [from, to, other] = [nextCustomer(), nextCustomer(), nextCustomer()];
    const [order] = ordersOf(from);
    give(order!, to);
    await hearOf(order!);
    const { deps } = countAsked();
    const run = (async (...call: Parameters<typeof deps.shopify.run>) => {
      const answer = await deps.shopify.run(...call);
      give(order!, other);
      await hearOf(order!);
      return answer;
    }) as typeof deps.shopify.run;
    await followMerges({ ...deps, shopify: { run } }, shop.shopId, { onChanged });
    expect(await moved()).toHaveLength(1);
    await followMerges(deps, shop.shopId, { onChanged });
    expect(await moved()).toEqual([]);
  });
});

it("asks nothing of a merge whose event came after that of an order", async () => {
  const [from, to] = [nextCustomer(), nextCustomer()];
  const orders = ordersOf(from);
  merge(from, to);
  await hearOf(...orders);
  await hearOfMerge(from, to);
  const { asked, deps } = countAsked();
  await followMerges(deps, shop.shopId, { onChanged });
  expect([asked, await moved()]).toEqual([[], []]);
});

it.each([
  ["is not followed where it failed", 9001, false],
  ["is followed where it is done", 9002, true],
  ["is followed where nothing is said of that", 9003, undefined],
])("a merge that an older version put into the queue %s", async (_words, from, isDone) => {
  const payload = { shopId: String(shop.shopId), fromCustomerId: String(from), toCustomerId: "9000", isDone };
  await handlersOf(buildTestDeps(test.db, shopify)).find(({ job }) => job === "merge-customers")!.run(payload, { isLast: false });
  expect(await merges(from)).toEqual(isDone === false ? {} : { [from]: 9000 });
});
