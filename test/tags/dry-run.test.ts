import { expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { changeWriteSettings } from "#app/tags/change-write-settings.server.ts";
import { dryRunTable } from "#app/tags/dry-run.server.ts";
import { measureWrites } from "#app/tags/measure-writes.server.ts";
import { undoWrites } from "#app/tags/undo-writes.server.ts";
import { pictureOf } from "./picture-of.ts";
import { switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";

const { test, shopify, shop, deps, fill, lastRun, writeAll } = useShopWithScores();

/** The file as a spreadsheet would show it, empty cells left out. */
async function dryRun() {
  const { columns, pages } = dryRunTable(deps, shop.id);
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
  expect((await measureWrites(deps, shop.id, "on")).changes).toEqual({ customers: 2, retagged: 2, tagsAdded: 1, tagsRemoved: 3, metafields: 13 });
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
