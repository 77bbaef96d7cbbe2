import { expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { changeWriteSettings } from "#app/tags/change-write-settings.server.ts";
import { dryRunTable } from "#app/tags/dry-run.server.ts";
import { foreseeWrites } from "#app/tags/foresee-writes.server.ts";
import { measureWrites } from "#app/tags/measure-writes.server.ts";
import { removeEverything } from "#app/tags/remove-everything.server.ts";
import type { Supposed } from "#app/tags/supposed.ts";
import { undoWrites } from "#app/tags/undo-writes.server.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { pictureOf } from "./picture-of.ts";
import { rescore, switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";

const { test, shopify, shop, deps, fill, lastRun, writeAll } = useShopWithScores();

/** The file as a spreadsheet would show it, empty cells left out. */
async function dryRun(as: Supposed = { writing: "on" }) {
  const { columns, pages } = dryRunTable(deps, shop.id, as);
  const rows: Record<string, unknown>[] = [];
  for await (const page of pages) {
    for (const row of page) rows.push(Object.fromEntries(row.flatMap((cell, index) => (cell === null || cell === "" ? [] : [[columns[index]!, cell]]))));
  }
  return rows;
}

it("the dry run tells of each customer what the run then does, and writes nothing", async () => {
  const customers = await fill(4);
  expect((await dryRun())[0]).toMatchObject({ customer_id: "1000", tags_added: "clv:value-mid, clv:stage-active", value_tier_after: "mid", lifetime_value_after: "60.00" });
  await writeAll();
  expect(await dryRun()).toEqual([]);

  await switchToRun(test.db, shop.id, customers.slice(1).map((customerId) => (customerId === 1001n ? { customerId, valueTier: "vip" as const, lifetimeValueMinor: 60_000 } : { customerId })));
  const before = pictureOf(shopify.sandbox);
  const told = await dryRun();
  expect(told[0]).toMatchObject({ customer_id: "1000", tags_removed: "clv:value-mid, clv:stage-active", value_tier_before: "mid" });
  expect(told[0]).not.toHaveProperty("value_tier_after");
  expect(told[1]).toEqual({
    customer_id: "1001", tags_added: "clv:value-vip", tags_removed: "clv:value-mid", value_tier_before: "mid", value_tier_after: "vip",
    lifetime_value_before: "60.00", lifetime_value_after: "600.00", amount_to_next_tier_before: "140.00",
  });
  expect(told).toHaveLength(2);
  expect((await measureWrites(deps, shop.id, { writing: "on" })).changes).toEqual({ customers: 2, retagged: 2, tagsAdded: 1, tagsRemoved: 3, metafields: 13 });
  expect(pictureOf(shopify.sandbox)).toEqual(before);
  expect(await withShop(test.db, shop.id, (tx) => tx.writeRun.count())).toBe(1);

  await writeAll();
  expect(await lastRun()).toMatchObject({ customersDone: 2, tagsAdded: 1, tagsRemoved: 3 });
});

it("the dry run of a shop whose writing is off, or that waits, is of what would be written", async () => {
  await fill(3);
  await writeAll();
  await undoWrites(deps, shop.id, { writeRunId: (await lastRun()).id, staffId: null });
  await writeAll();
  expect(await dryRun()).toHaveLength(3);
  await test.owner.query("UPDATE shops SET writing = 'on'");
  await changeWriteSettings(deps, shop.id, { capCustomers: 0, capPercent: 0 });
  await writeAll();
  expect(await dryRun()).toHaveLength(3);
});

const foresee = (as: Supposed) => foreseeWrites({ ...deps, shopify: { ...deps.shopify, pointsASecond: () => 100 } }, shop.id, as);

/** Two runs: the first writes to everybody, the second to nearly everybody. */
async function writeTwice(count: number) {
  const customers = await fill(count);
  await writeAll();
  const first = (await lastRun()).id;
  await switchToRun(test.db, shop.id, customers.slice(1).map((customerId) => ({ customerId, valueTier: "vip" as const, lifetimeValueMinor: 60_000 })));
  await writeAll();
  return { customers, first, second: (await lastRun()).id };
}

const counted = ({ customersDone, tagsAdded, tagsRemoved }: { customersDone: number; tagsAdded: number; tagsRemoved: number }) =>
  ({ customers: customersDone, tagsAdded, tagsRemoved });

it.each([["directly", 4], ["in bulk", 70]])("what an undo would do is counted and listed before it is asked for, and then done: %s", async (way, count) => {
  const { customers, second } = await writeTwice(count);
  await test.owner.query("INSERT INTO hand_changes (shop_id, customer_id, dimension, noticed_at, kept, added, restored, left_alone) VALUES ($1, $2, 'value', $3, '{}', '{}', 1, false)", [shop.id, customers[1], deps.clock()]);
  const at = { writing: "undoing", undoes: second } as const;
  const before = pictureOf(shopify.sandbox);
  const foreseen = await foresee(at);
  expect(foreseen).toMatchObject({ left: 1, changes: { customers: count - 1, retagged: count - 1, tagsAdded: count, tagsRemoved: count - 2 }, cost: { way: way === "directly" ? "direct" : "bulk" } });
  const rows = await dryRun(at);
  expect(rows.map((row) => row["customer_id"])).toEqual(customers.filter((id) => id !== customers[1]).map(String));
  expect(rows[0]).toMatchObject({ tags_added: "clv:value-mid, clv:stage-active", value_tier_after: "mid" });
  expect(rows[1]).toMatchObject({ tags_added: "clv:value-mid", tags_removed: "clv:value-vip", lifetime_value_before: "600.00", lifetime_value_after: "60.00" });
  expect(pictureOf(shopify.sandbox)).toEqual(before);

  await undoWrites(deps, shop.id, { writeRunId: second, staffId: null });
  const { pointsSpent } = shopify.sandbox.api;
  const spentBefore = { ...pointsSpent };
  await writeAll();
  const run = await lastRun();
  expect(foreseen.changes.metafields).toBe(run.metafieldsSet);
  const { points, seconds } = foreseen.cost;
  const changing = pointsSpent.mutation - spentBefore.mutation;
  const looking = pointsSpent.query - spentBefore.query;
  // How often is looked in bulk depends on how long Shopify takes.
  if (way === "directly") expect(Math.abs(points - changing - looking)).toBeLessThan(0.15 * points);
  else expect({ changing, points }).toEqual({ changing: 3 * 20, points: 3 * 23 });
  expect(seconds).toBeCloseTo(points / 100, 9);
  expect(foreseen.changes).toMatchObject(counted(run));
});

it("of an undo of the first run everything that stands is foreseen to go, of one without a run nothing", async () => {
  const { first } = await writeTwice(3);
  const all = { customers: 2, retagged: 2, tagsAdded: 0, tagsRemoved: 4 };
  expect(await foresee({ writing: "undoing", undoes: first })).toMatchObject({ left: 0, changes: all });
  expect(await foresee({ writing: "removing" })).toMatchObject({ left: 0, changes: all });
  expect(await foresee({ writing: "undoing", undoes: 999_999n })).toMatchObject({ left: 0, changes: { customers: 0 }, cost: { points: 0 } });
});

it("an undo that is only supposed is exact, as one is: figures that are hardly off are given back, too", async () => {
  const customers = await fill(2);
  await writeAll();
  await switchToRun(test.db, shop.id, [{ customerId: customers[0]!, valueTier: "vip", lifetimeValueMinor: 6100 }, { customerId: customers[1]! }]);
  await writeAll();
  const { id } = await lastRun();
  await rescore(test.db, shop.id, customers[0]!, { valueTier: "mid", lifetimeValueMinor: 6100 });
  await writeCustomer(deps, { shopId: String(shop.id), customerId: String(customers[0]!) });
  const [row] = await dryRun({ writing: "undoing", undoes: id });
  expect(row).toEqual({ customer_id: String(customers[0]), lifetime_value_before: "61.00", lifetime_value_after: "60.00", amount_to_next_tier_before: "139.00", amount_to_next_tier_after: "140.00" });
});

it("what a removal would do is foreseen with those whom Shopify refused lately, and then done", async () => {
  const { customers } = await writeTwice(4);
  await test.owner.query("UPDATE customer_writes SET error = 'no', written_at = $2 WHERE customer_id = $1", [customers[2], deps.clock()]);
  const at = { writing: "removing" } as const;
  const foreseen = await foresee(at);
  expect(foreseen).toMatchObject({ left: 0, changes: { customers: 3, retagged: 3, tagsAdded: 0, tagsRemoved: 6 } });
  expect(await dryRun(at)).toHaveLength(3);
  expect(await foresee({ writing: "on" })).toMatchObject({ changes: { customers: 0 } });
  await removeEverything(deps, shop.id, { staffId: null });
  await writeAll();
  expect(foreseen.changes).toMatchObject(counted(await lastRun()));
});
