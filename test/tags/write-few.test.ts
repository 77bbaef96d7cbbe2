import { expect, it } from "vitest";
import type { Deps } from "#app/deps.server.ts";
import { ShopifyError } from "#app/shopify/shopify-error.ts";
import { writeCustomers } from "#app/tags/write-customers.server.ts";
import { FOREIGN_TAGS, rescore } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";

const { test, shop, deps, shopify, payload, fill, tagsOf, readRows, lastRun, writeAll } = useShopWithScores();
const ALL = [...FOREIGN_TAGS, "clv:value-mid", "clv:stage-active"];

/** Shopify as it is, but that it fails on what is said of a call. */
function failing(on: (document: string, variables: string) => boolean): Deps {
  const run: typeof deps.shopify.run = async (shopId, operation, variables) => {
    if (on(operation.document, JSON.stringify(variables))) throw new ShopifyError("unavailable", "Something went wrong");
    return deps.shopify.run(shopId, operation, variables);
  };
  return { ...deps, shopify: { ...deps.shopify, run } };
}

it.each([["tags", /mutation TagsAdd/], ["figures", /mutation MetafieldsSet/]])("one on whose %s Shopify fails keeps nobody waiting, and is parked with the reason after some tries", async (_what, mutation) => {
  const customers = await fill(15);
  const sick = customers[1]!;
  const troubled = failing((document, variables) => mutation.test(document) && variables.includes(`Customer/${sick}"`));
  await writeAll(troubled);
  expect(await lastRun()).toMatchObject({ finishedAt: null, problem: { code: "customers-failed", shopifyMessage: "Something went wrong" } });
  for (const id of customers) if (id !== sick) expect(tagsOf(id)).toEqual(ALL);
  for (let tried = 1; tried < 6; tried += 1) await writeAll(troubled);
  expect(await lastRun()).toMatchObject({ finishedAt: expect.any(Date), customersDone: 15, refused: 1 });
  const rows = await readRows();
  expect(rows.filter(({ pending, error }) => pending || error !== null)).toMatchObject([{ customerId: sick, pending: false, error: "Something went wrong" }]);
});

it("one on whom Shopify fails is not parked for what failed before", async () => {
  const customers = await fill(3);
  const sick = customers[1]!;
  for (let tried = 0; tried < 6; tried += 1) await writeAll(failing(() => true));
  const troubled = failing((document, variables) => document.includes("mutation TagsAdd") && variables.includes(`Customer/${sick}"`));
  for (let tried = 0; tried < 5; tried += 1) await writeAll(troubled);
  expect((await readRows()).filter(({ pending }) => pending)).toMatchObject([{ customerId: sick, error: null }]);
  await writeAll(troubled);
  expect((await readRows()).filter(({ error }) => error !== null)).toMatchObject([{ customerId: sick, pending: false }]);
});

it("one on whom Shopify begins to fail later is tried as often as the first", async () => {
  const customers = await fill(4);
  const [first, second] = [customers[1]!, customers[3]!];
  const sick = new Set([first]);
  const troubled = failing((document, variables) => document.includes("mutation TagsAdd") && [...sick].some((id) => variables.includes(`Customer/${id}"`)));
  const takeStep = () => writeCustomers(troubled, payload(), { onWritten: async () => {} });
  const parked = async () => (await readRows()).filter(({ error }) => error !== null).map(({ customerId }) => customerId);
  for (let tried = 0; tried < 5; tried += 1) await takeStep();
  sick.add(second);
  await rescore(test.db, shop.id, second, { valueTier: "vip" });
  await takeStep();
  expect(await parked()).toEqual([first]);
  // The pauses are those of a run that has just begun to fail.
  expect(await lastRun()).toMatchObject({ finishedAt: null, failures: 1, problem: { code: "customers-failed" } });
  for (let tried = 1; tried < 5; tried += 1) await takeStep();
  expect(await parked()).toEqual([first]);
  await takeStep();
  expect(await parked()).toEqual([first, second]);
  expect(await lastRun()).toMatchObject({ finishedAt: expect.any(Date), refused: 2 });
});

it("one whom Shopify has let be written meanwhile is tried anew from the beginning", async () => {
  const [sick] = await fill(2);
  const troubled = failing((document, variables) => document.includes("mutation TagsAdd") && variables.includes(`Customer/${sick}"`));
  for (let tried = 0; tried < 5; tried += 1) await writeAll(troubled);
  await writeAll();
  await rescore(test.db, shop.id, sick!, { valueTier: "vip" });
  for (let tried = 0; tried < 5; tried += 1) await writeAll(troubled);
  expect((await readRows())[0]).toMatchObject({ pending: true, error: null });
});

it("one on whom Shopify fails and who is gone is forgotten", async () => {
  const customers = await fill(3);
  const sick = customers[1]!;
  const troubled = failing((document, variables) => document.includes("mutation") && variables.includes(`Customer/${sick}"`));
  await writeAll(troubled);
  shopify.sandbox.store.customers.remove(Number(sick));
  for (let tried = 1; tried < 6; tried += 1) await writeAll(troubled);
  expect(await lastRun()).toMatchObject({ finishedAt: expect.any(Date), refused: 0 });
  expect((await readRows()).map(({ customerId }) => customerId)).toEqual(customers.filter((id) => id !== sick));
});

it("where Shopify fails on everybody nobody is parked, and all are written when it is back", async () => {
  const customers = await fill(4);
  const down = failing((document) => document.includes("mutation"));
  for (let tried = 0; tried < 8; tried += 1) await writeAll(down);
  expect(await lastRun()).toMatchObject({ finishedAt: null });
  expect((await readRows()).filter(({ error }) => error !== null)).toEqual([]);
  await writeAll();
  for (const id of customers) expect(tagsOf(id)).toEqual(ALL);
});

it("where Shopify answers nothing, no last customer is taken for the reason", async () => {
  const [id] = await fill(1);
  const down = failing(() => true);
  for (let tried = 0; tried < 8; tried += 1) await writeAll(down);
  expect(await readRows()).toMatchObject([{ pending: true, error: null }]);
  await writeAll();
  expect(tagsOf(id!)).toEqual(ALL);
});
