import { beforeEach, describe, expect, it } from "vitest";
import { mergeCustomers as mergeInApp } from "#app/orders/merge-customers.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { changeWriteSettings } from "#app/tags/change-write-settings.server.ts";
import { removeEverything } from "#app/tags/remove-everything.server.ts";
import { resumeTags } from "#app/tags/resume-tags.server.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { mergeCustomers } from "#sandbox/commands/merge-customers.ts";
import { rescore, switchToRun } from "./shop-with-scores.ts";
import { useHandsInShop } from "./use-hands-in-shop.ts";
import { watch } from "./watched-shopify.ts";

const { test, shopify, shop, deps, payload, expectAll, writeAll, ...hands } = useHandsInShop();
const { byHand, ours, leftAlone, workWaiting, settle, fillWritten } = hands;

beforeEach(() => changeWriteSettings(deps, shop.id, { handChanges: "respect" }));

it("has the dimension left alone, in runs and after orders, while the other one follows; until told otherwise", async () => {
  const [id, other] = (await fillWritten(2)) as [bigint, bigint];
  byHand(id, { remove: ["clv:value-mid"], add: ["clv:value-vip"] });
  await settle();
  expect(ours(id)).toEqual(["clv:stage-active", "clv:value-vip"]);
  await switchToRun(test.db, shop.id, [id, other].map((customerId) => ({ customerId, valueTier: "low" as const, stage: "lost" as const })));
  await writeAll();
  await writeCustomer(deps, { ...payload(), customerId: String(id) });
  await settle();
  expect(ours(id)).toEqual(["clv:stage-lost", "clv:value-vip"]);
  expect(ours(other)).toEqual(["clv:stage-lost", "clv:value-low"]);
  expect(await leftAlone()).toMatchObject([{ customerId: id, dimension: "value", kept: [], added: ["clv:value-vip"] }]);

  expect(await resumeTags(deps, shop.id, { customerId: id, dimension: "stage" })).toBe(0);
  expect(await resumeTags(deps, shop.id, { customerId: id, dimension: "value" })).toBe(1);
  await workWaiting();
  await settle();
  await expectAll([id, other], ["clv:value-low", "clv:stage-lost"]);
  expect(await leftAlone()).toEqual([]);
});

it("keeps in mind what is left of ours: it goes when the customer leaves, what was typed on stays", async () => {
  const [id] = await fillWritten(1);
  byHand(id, { add: ["clv:value-vip"] });
  await settle();
  await rescore(test.db, shop.id, id, { valueTier: "low" });
  await writeAll();
  expect(ours(id)).toEqual(["clv:stage-active", "clv:value-mid", "clv:value-vip"]);
  await switchToRun(test.db, shop.id, []);
  await writeAll();
  expect(ours(id)).toEqual(["clv:value-vip"]);
});

it("takes all up again at once", async () => {
  const customers = await fillWritten(3);
  for (const id of customers) byHand(id, { remove: ["clv:value-mid", "clv:stage-active"], add: ["clv:stage-new"] });
  await settle();
  expect(await leftAlone()).toHaveLength(6);
  expect(await resumeTags(deps, shop.id, null)).toBe(6);
  await workWaiting();
  await expectAll(customers, ["clv:value-mid", "clv:stage-active"]);
});

describe("a tag of ours that comes by a merge to whom it was typed on", () => {
  const hear = (kept: bigint, merged: bigint) =>
    mergeInApp(deps, { ...payload(), fromCustomerId: String(merged), toCustomerId: String(kept) }, { onChanged: async () => {} });

  it.each([
    ["is the merchant's", async () => {}],
    ["is the merchant's, too, where nobody knows any more what was written on who is gone", (merged: bigint) => test.owner.query("DELETE FROM customer_writes WHERE customer_id = $1", [merged])],
  ])("%s, and stays after the clean exit", async (_, forget) => {
    const [kept, merged] = (await fillWritten(2)) as [bigint, bigint];
    await rescore(test.db, shop.id, merged, { valueTier: "vip", stage: "lost" });
    await writeAll();
    byHand(kept, { add: ["CLV:Value-VIP"] });
    await settle();
    mergeCustomers(shopify.sandbox, { keptId: Number(kept), mergedId: Number(merged) });
    await forget(merged);
    await hear(kept, merged);
    await writeAll();
    await settle();
    expect(ours(kept)).toEqual(["CLV:Value-VIP", "clv:stage-active", "clv:value-mid"]);
    await removeEverything(deps, shop.id, { staffId: null });
    await writeAll();
    expect(ours(kept)).toEqual(["CLV:Value-VIP"]);
  });

  it("and so is one that was typed on who is gone", async () => {
    const [kept, merged] = (await fillWritten(2)) as [bigint, bigint];
    byHand(merged, { add: ["clv:value-vip"] });
    await settle();
    mergeCustomers(shopify.sandbox, { keptId: Number(kept), mergedId: Number(merged) });
    await test.owner.query("DELETE FROM customer_writes WHERE customer_id = $1", [merged]);
    await hear(kept, merged);
    await writeAll();
    expect(ours(kept)).toEqual(["clv:stage-active", "clv:value-mid", "clv:value-vip"]);
  });
});

it("a tag that stands in two spellings after a merge is the merchant's, whose is beyond ASCII, too", async () => {
  const [kept, merged] = (await fillWritten(2)) as [bigint, bigint];
  const { value } = DEFAULT_DEFINITION;
  const definition = { ...DEFAULT_DEFINITION, value: { ...value, names: { ...value.names, vip: "Élite" } } };
  await switchToRun(test.db, shop.id, [{ customerId: kept }, { customerId: merged, valueTier: "vip" }], { definition });
  await writeAll();
  byHand(kept, { add: ["clv:élite"] });
  await settle();
  mergeCustomers(shopify.sandbox, { keptId: Number(kept), mergedId: Number(merged) });
  await mergeInApp(deps, { ...payload(), fromCustomerId: String(merged), toCustomerId: String(kept) }, { onChanged: async () => {} });
  await writeAll();
  await settle();
  expect(ours(kept)).toEqual(["clv:stage-active", "clv:value-mid", "clv:élite"]);
});

describe("a customer who still carries names of an earlier definition", () => {
  /** Customers wear the names that came first, and are to be given others. */
  const rename = (customers: bigint[]) =>
    switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId })), { definition: { ...DEFAULT_DEFINITION, prefix: "x/" } });

  it("keeps none where a hand takes one off, and is given no other", async () => {
    const [id, other] = (await fillWritten(2)) as [bigint, bigint];
    await rename([id, other]);
    byHand(id, { remove: ["clv:value-mid"] });
    await settle();
    await writeAll();
    expect(ours(id)).toEqual(["x/stage-active"]);
    expect(ours(other)).toEqual(["x/stage-active", "x/value-mid"]);
    expect(await leftAlone()).toMatchObject([{ customerId: id, dimension: "value", kept: [], added: [] }]);
  });

  it("keeps the one beside which another is typed", async () => {
    const [id] = await fillWritten(1);
    await rename([id]);
    byHand(id, { add: ["x/value-vip"] });
    await settle();
    await writeAll();
    expect(ours(id)).toEqual(["clv:value-mid", "x/stage-active", "x/value-vip"]);
  });

  it("is asked for nothing in a dimension that is off by now", async () => {
    const [id] = await fillWritten(1);
    const definition = { ...DEFAULT_DEFINITION, value: { ...DEFAULT_DEFINITION.value, on: false } };
    await switchToRun(test.db, shop.id, [{ customerId: id }], { definition });
    byHand(id, { remove: ["clv:value-mid"] });
    await settle();
    expect(await leftAlone()).toEqual([]);
  });
});

it("of a write that was cut off what stands there is left, not what was to come", async () => {
  const [id] = await fillWritten(1);
  await rescore(test.db, shop.id, id, { valueTier: "low" });
  await expect(writeAll(watch(deps, { diesBefore: 1 }).deps)).rejects.toThrow("dead");
  byHand(id, { add: ["clv:value-vip"] });
  await settle();
  await writeAll();
  expect(ours(id)).toEqual(["clv:stage-active", "clv:value-mid", "clv:value-vip"]);
});
