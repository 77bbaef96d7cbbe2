import { beforeAll, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { followMerges } from "#app/orders/follow-merges.server.ts";
import { saveOrder } from "#app/orders/orders.repo.server.ts";
import { EMPTY_BASKET } from "#app/orders/order-basket.ts";
import { parseOrder } from "#app/orders/parse-order.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";
import { readShopDetails } from "#app/shops/read-shop-details.server.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { orderNode } from "../orders/order-node.ts";
import { FOREIGN_TAGS, putCustomer, switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";

const { test, shopify, shop, deps, payload, fill, tagsOf, readRows, expectAll, writeAll } = useShopWithScores();
let orders = 0;

beforeAll(() => readShopDetails(deps, shop.id));

/** An order of the one that is the other's when it is read again; the one is gone in Shopify by then. */
async function moveOrder(from: bigint, to: bigint): Promise<void> {
  orders += 1;
  for (const customer of [Number(from), Number(to)]) {
    const reading = { currency: "GBP", timeZone: "UTC", readAt: deps.clock(), rule: GOODS_ALONE };
    await withShop(test.db, shop.id, (tx) => saveOrder(tx, shop.id, parseOrder(orderNode({ id: orders, customer, currency: "GBP" }), EMPTY_BASKET, reading)));
  }
  shopify.sandbox.store.customers.remove(Number(from));
}

const guess = () => followMerges(deps, shop.id, { onChanged: async () => {} });
const write = (customerId: bigint) => writeCustomer(deps, { ...payload(), customerId: String(customerId) });

it("what stood on who is gone is remembered until it is known whether they were merged, and moves with the merge", async () => {
  const [from, to] = (await fill(2)) as [bigint, bigint];
  await switchToRun(test.db, shop.id, [{ customerId: from, valueTier: "low" }, { customerId: to }]);
  await writeAll();
  putCustomer(shopify.sandbox, Number(to), [...new Set([...tagsOf(from), ...tagsOf(to)])]);
  await moveOrder(from, to);
  await switchToRun(test.db, shop.id, [{ customerId: to, valueTier: "high" }]);
  await write(from);
  expect((await readRows()).map(({ customerId }) => customerId)).toEqual([from, to]);
  await guess();
  await write(to);
  await expectAll([to], ["clv:value-high", "clv:stage-active"]);
  expect((await readRows()).map(({ customerId }) => customerId)).toEqual([to]);
});

it("where nothing is known to have stood on who is gone, a tag that staff typed on the other is left alone", async () => {
  const [from, to] = (await fill(2)) as [bigint, bigint];
  await switchToRun(test.db, shop.id, [{ customerId: to }]);
  await writeAll();
  putCustomer(shopify.sandbox, Number(to), [...tagsOf(to), "clv:value-vip"]);
  await moveOrder(from, to);
  await guess();
  const merged = await withShop(test.db, shop.id, (tx) => tx.customerMerge.findMany({ where: { shopId: shop.id } }));
  expect(merged).toMatchObject([{ fromCustomerId: from, toCustomerId: to }]);
  await switchToRun(test.db, shop.id, [{ customerId: to, valueTier: "high" }]);
  await write(to);
  expect(tagsOf(to).toSorted()).toEqual([...FOREIGN_TAGS, "clv:stage-active", "clv:value-high", "clv:value-vip"].toSorted());
});
