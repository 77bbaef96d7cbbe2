import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { dropView, saveView } from "#app/customers/save-view.server.ts";
import { listViews } from "#app/customers/saved-views.repo.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { viewAddress } from "#app/views/view-address.ts";
import { createShop } from "../orders/shop-with-orders.ts";
import { useTestDatabase } from "../support/test-database.ts";

const NOW = new Date("2026-11-21T12:00:00Z");
const test = useTestDatabase();
let one: bigint;
let other: bigint;

beforeAll(async () => {
  one = await createShop(test.db, "one");
  other = await createShop(test.db, "other");
});

const save = (name: string, shopId = one) => saveView({ db: test.db, clock: () => NOW }, shopId, { name, address: "tier=vip", staffId: "42" });
const viewsOf = (shopId: bigint) => withShop(test.db, shopId, (tx) => listViews(tx, shopId));

it("is kept for the whole shop, and for no other, with who saved it", async () => {
  expect(await save("  Regulars ")).toBeNull();
  expect(await save("Regulars", other)).toBeNull();
  expect(await viewsOf(one)).toEqual([{ name: "Regulars", address: "tier=vip" }]);
  const { rows } = await test.owner.query("SELECT shop_id::int8, staff_id, saved_at FROM customer_views WHERE shop_id = $1", [one]);
  expect(rows).toEqual([{ shop_id: String(one), staff_id: "42", saved_at: NOW }]);
  await dropView(test, one, "Regulars");
  expect(await viewsOf(one)).toEqual([]);
  expect(await viewsOf(other)).toHaveLength(1);
});

it("has a name of its own, also where two save it at once", async () => {
  expect(await Promise.all([save("Twins"), save("TWINS")])).toEqual(expect.arrayContaining([null, "same-name"]));
  expect([await save(" "), await save("x".repeat(41)), await save("x".repeat(40))]).toEqual(["no-name", "long-name", null]);
});

it("is refused beyond the thirtieth", async () => {
  const before = (await viewsOf(one)).length;
  for (let number = before; number < 30; number += 1) expect(await save(`View ${number}`)).toBeNull();
  expect(await save("One more")).toBe("many-views");
});

it("kept from before without words, has lost them", async () => {
  const shopId = await createShop(test.db, "before");
  const addresses = ["q=Ann+Kim", "q=ann%40example.com&tier=vip&sort=orders", "tier=vip&q=Ann", "tier=vip&channel=q%3Dx", "channel=faq=1", ""];
  await withShop(test.db, shopId, (tx) => tx.customerView.createMany({ data: addresses.map((address, index) => ({ shopId, name: `View ${index}`, address, savedAt: NOW })) }));
  await test.owner.query(readFileSync("prisma/migrations/20261122233000_views_without_words/migration.sql", "utf8"));
  const kept = (await viewsOf(shopId)).map(({ address }) => address);
  expect(kept).toEqual(["", "tier=vip&sort=orders", "tier=vip", "tier=vip&channel=q%3Dx", "channel=faq=1", ""]);
  expect(kept.slice(0, 4)).toEqual(addresses.slice(0, 4).map((address) => viewAddress(new URLSearchParams(address))));
});
