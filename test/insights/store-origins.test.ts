import { describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { storeOrigins, storeOriginsOf } from "#app/insights/store-origins.server.ts";
import { createDice } from "#sandbox/fill/dice.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { storePlainOrders } from "./store-plain-orders.ts";

const test = useTestDatabase();
const now = new Date("2026-11-21T12:00:00Z");

const addShop = () => storePlainOrders(test.db, createDice(7), { now, timeZone: "Europe/Berlin", count: 400, customers: 60 });
type Orders = Awaited<ReturnType<typeof addShop>>["orders"];

/** By each customer's first order, worked out the plain way. */
function firstOf(orders: Orders) {
  const first = new Map<number, Orders[number]>();
  for (const order of orders.toSorted((one, other) => one.at.getTime() - other.at.getTime() || one.id - other.id)) {
    if (!first.has(order.customer)) first.set(order.customer, order);
  }
  return [...first].sort(([one], [other]) => one - other).map(([customerId, { keys }]) => {
    return { customerId, channel: keys.channel, country: keys.country, firstProduct: keys.firstProduct };
  });
}

async function originsOf(shopId: bigint) {
  const rows = await withShop(test.db, shopId, (tx) => tx.customerOrigin.findMany({ where: { shopId }, orderBy: { customerId: "asc" } }));
  return rows.map(({ customerId, channel, country, firstProduct }) => {
    return { customerId: Number(customerId), channel, country, firstProduct: firstProduct === null ? null : String(firstProduct) };
  });
}

describe("where customers came from", () => {
  it("is what their first order that counts says, of each shop its own", async () => {
    const [one, other] = [await addShop(), await addShop()];
    await storeOrigins({ db: test.db }, { shopId: String(one.shopId) });
    expect(await originsOf(one.shopId)).toEqual(firstOf(one.orders));
    expect(await originsOf(other.shopId)).toEqual([]);
  });

  it("follows when the first order goes or another one comes before it, and writes nobody else", async () => {
    const { shopId, orders } = await addShop();
    const payload = { shopId: String(shopId) };
    await storeOrigins({ db: test.db }, payload);
    const written = () => test.owner.query<{ customer_id: string; at: string }>("SELECT customer_id, ctid::text AS at FROM customer_origins WHERE shop_id = $1 ORDER BY 1", [shopId]);
    const before = (await written()).rows;
    const gone = firstOf(orders)[3]!.customerId;
    await test.owner.query("UPDATE orders SET exclusion = 'test' WHERE shop_id = $1 AND customer_id = $2", [shopId, gone]);
    const moved = firstOf(orders)[5]!.customerId;
    await test.owner.query("UPDATE orders SET channel = 'fair' WHERE shop_id = $1 AND customer_id = $2", [shopId, moved]);
    await storeOrigins({ db: test.db }, payload);
    const after = await originsOf(shopId);
    expect(after.map(({ customerId }) => customerId)).not.toContain(gone);
    expect(after.find(({ customerId }) => customerId === moved)).toMatchObject({ channel: "fair" });
    const same = (rows: typeof before) => rows.filter(({ customer_id: id }) => id !== String(gone) && id !== String(moved));
    expect(same((await written()).rows)).toEqual(same(before));
  });

  it("can be brought up to date for one customer, whom a live order has changed", async () => {
    const { shopId, orders } = await addShop();
    const one = firstOf(orders)[0]!;
    await withShop(test.db, shopId, (tx) => storeOriginsOf(tx, shopId, BigInt(one.customerId)));
    expect(await originsOf(shopId)).toEqual([one]);
  });
});
