import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { hideSecrets } from "#app/hide-secrets.ts";
import { mergeCustomers } from "#app/orders/merge-customers.server.ts";
import { saveOrder } from "#app/orders/orders.repo.server.ts";
import { EMPTY_BASKET } from "#app/orders/order-basket.ts";
import { parseOrder } from "#app/orders/parse-order.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { orderNode } from "./order-node.ts";
import { createShop, NOW, readOrders } from "./shop-with-orders.ts";

const test = useTestDatabase();
const READING = { currency: "USD", timeZone: "UTC", readAt: NOW, rule: GOODS_ALONE };
let shopId: bigint;
let changed: bigint[][];
let shops = 0;

const merge = (from: number, to: number) =>
  mergeCustomers(
    { db: test.db },
    { shopId: String(shopId), fromCustomerId: String(from), toCustomerId: String(to) },
    { onChanged: async (_tx, _shop, customerIds) => void changed.push(customerIds) },
  );
const store = (id: number, customer: number) =>
  withShop(test.db, shopId, (tx) => saveOrder(tx, shopId, parseOrder(orderNode({ id, customer }), EMPTY_BASKET, READING)));
const owners = async () => Object.fromEntries((await readOrders(test.db, shopId)).map(([id, customer]) => [id, customer]));

beforeEach(async () => {
  shopId = await createShop(test.db, `merge-${(shops += 1)}`);
  changed = [];
  for (const customer of [1, 2, 3]) await store(customer, customer);
});

describe("a merge", () => {
  it("gives the orders to the one who is left, twice as well as once", async () => {
    await merge(1, 2);
    await merge(1, 2);
    expect(await owners()).toEqual({ 1: 2, 2: 2, 3: 3 });
    expect(changed).toEqual([[1n, 2n], [1n, 2n]]);
  });

  it.each([
    [[[1, 2], [2, 3]]],
    [[[2, 3], [1, 2]]],
    [[[2, 3], [1, 2], [2, 3], [1, 2]]],
  ])("ends at the end of the chain, told in the order %j", async (chain) => {
    for (const [from, to] of chain) await merge(from!, to!);
    expect(await owners()).toEqual({ 1: 3, 2: 3, 3: 3 });
    expect(changed.flat()).toContain(3n);
  });

  it("is followed by orders that come later with the old customer", async () => {
    await merge(1, 2);
    await store(4, 1);
    await merge(2, 3);
    await store(5, 1);
    expect(await owners()).toEqual({ 1: 3, 2: 3, 3: 3, 4: 3, 5: 3 });
  });

  it("tells of the survivor when a late order comes", async () => {
    await merge(1, 2);
    expect(await store(4, 1)).toEqual([2n]);
  });

  it("waits for an order that is being stored, and moves it", async () => {
    let commit = () => {};
    const committed = new Promise<void>((resolve) => (commit = resolve));
    let written = () => {};
    const beingStored = new Promise<void>((resolve) => (written = resolve));
    const storing = withShop(test.db, shopId, async (tx) => {
      await saveOrder(tx, shopId, parseOrder(orderNode({ id: 4, customer: 1 }), EMPTY_BASKET, READING));
      written();
      await committed;
    });
    await beingStored;
    const merging = merge(1, 2);
    await Promise.race([merging, expect.poll(countWaiting).toBe(1)]);
    commit();
    await Promise.all([storing, merging]);
    expect(await owners()).toEqual({ 1: 2, 2: 2, 3: 3, 4: 2 });
  });

  it("is of one shop", async () => {
    const neighbour = shopId;
    shopId = await createShop(test.db, "merge-neighbour");
    await store(1, 1);
    await merge(1, 2);
    expect(await owners()).toEqual({ 1: 2 });
    shopId = neighbour;
    expect(await owners()).toEqual({ 1: 1, 2: 2, 3: 3 });
  });

  it("of two into each other is an error that names both, and neither in a log", async () => {
    await merge(1, 2);
    const error: Error = await merge(2, 1).then(() => expect.unreachable(), (it: Error) => it);
    expect(error.message).toBe("Customer 2 was merged into customer 1, who was merged into customer 2 before.");
    expect(hideSecrets(error.message)).not.toMatch(/\d/);
  });
});

async function countWaiting(): Promise<number> {
  const { rows } = await test.owner.query(`
    SELECT 1 FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
    WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`);
  return rows.length;
}
