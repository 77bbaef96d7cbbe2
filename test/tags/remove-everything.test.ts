import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { ShopifyError } from "#app/shopify/shopify-error.ts";
import { ensureMetafieldDefinitions } from "#app/tags/ensure-metafield-definitions.server.ts";
import { foreseeWrites } from "#app/tags/foresee-writes.server.ts";
import { removeEverything } from "#app/tags/remove-everything.server.ts";
import { syncShopifySegments } from "#app/tags/shopify-segments/sync-shopify-segments.server.ts";
import { switchWritingOn } from "#app/tags/switch-writing-on.server.ts";
import { undoWrites } from "#app/tags/undo-writes.server.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { viewActivity } from "#app/views/activity.view.server.ts";
import { pictureOf } from "./picture-of.ts";
import { FOREIGN_TAGS, rescore, switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

const { test, shopify, shop, deps, payload, fill, tagsOf, lastRun, readRows, writeAll } = useShopWithScores();

const picture = () => pictureOf(shopify.sandbox);
const remove = () => removeEverything(deps, shop.id, { staffId: "7" });
const foresee = (using = deps) => foreseeWrites({ ...using, shopify: { ...using.shopify, pointsASecond: () => 100 } }, shop.id, { writing: "removing" });
const read = <Data>(data: Data) => ({ status: "read", data });
const writing = () => withShop(test.db, shop.id, async (tx) => (await tx.shop.findUniqueOrThrow({ where: { id: shop.id } })).writing);

beforeEach(async () => {
  await test.owner.query("TRUNCATE shopify_segments");
  const { segments, definitions } = shopify.sandbox.store;
  for (const collection of [segments, definitions]) for (const { id } of collection.values()) collection.remove(id);
  segments.put({ id: 77, name: "Newsletter", query: "customer_tags CONTAINS 'newsletter'", createdAt: "2026-01-01T00:00:00Z", editedAt: "2026-01-01T00:00:00Z" });
});

/** A shop that has all that we make: what stood before, and who is in it. */
async function useUp(count: number) {
  const customers = await fill(count);
  const before = picture();
  await ensureMetafieldDefinitions(deps, shop.id);
  await writeAll();
  await syncShopifySegments(deps, payload());
  expect(picture().definitions).toHaveLength(10);
  expect(picture().segments).toHaveLength(11);
  return { customers, before };
}

describe("removing everything", () => {
  it.each([["directly", 5], ["in bulk", 90]])("leaves the shop as it was before the first write, %s", async (_way, count) => {
    const { customers, before } = await useUp(count);
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier: "vip" as const })));
    await writeAll();
    await test.owner.query("UPDATE customer_scores SET value_tier = 'low' WHERE customer_id = $1", [customers[0]]);
    await writeCustomer(deps, { ...payload(), customerId: String(customers[0]) });
    expect(await remove()).toBe("requested");
    expect(await remove()).toBe("busy");
    await writeAll();
    expect(picture()).toEqual(before);
    expect(await readRows()).toEqual([]);
    expect(await lastRun()).toMatchObject({ kind: "removal", customersDone: count, customersTotal: count, decidedBy: "7", finishedAt: expect.any(Date) });
  });

  it("is foreseen with the segments and definitions that go, and with what all of that costs", async () => {
    await useUp(3);
    const { segments, definitions } = shopify.sandbox.store;
    const [renamed, edited, deleted] = [...segments.values()].filter(({ name }) => name.startsWith("Perennial: "));
    segments.put({ ...renamed!, name: "Our best" });
    segments.put({ ...edited!, query: "number_of_orders > 3" });
    segments.remove(deleted!.id);
    definitions.remove([...definitions.values()][0]!.id);
    const rows = await withShop(test.db, shop.id, (tx) => tx.shopifySegment.findMany());
    const standing = picture();
    const foreseen = await foresee();
    expect(foreseen.removal).toEqual({ segments: read(8), definitions: read(9), found: read([]), calls: 18 });
    expect(await withShop(test.db, shop.id, (tx) => tx.shopifySegment.findMany())).toEqual(rows);
    expect(picture()).toEqual(standing);

    await remove();
    const { pointsSpent } = shopify.sandbox.api;
    const spentBefore = pointsSpent.mutation;
    await writeAll();
    expect(foreseen.cost).toMatchObject({ way: "direct", points: pointsSpent.mutation - spentBefore });
    expect(picture().segments).toHaveLength(standing.segments.length - 8);
    expect(picture().definitions).toEqual([]);
  });

  it("is foreseen without what Shopify does not answer", async () => {
    await useUp(2);
    const run: typeof deps.shopify.run = () => Promise.reject(new ShopifyError("unavailable", "Something went wrong"));
    await test.owner.query("UPDATE shops SET sought_tags = '{}'");
    const away = { status: "unavailable" };
    expect(await foresee({ ...deps, shopify: { ...deps.shopify, run } })).toMatchObject({
      changes: { customers: 2 }, removal: { segments: away, definitions: away, found: away, calls: 10 },
    });
  });

  it("lets nothing be written, made or undone afterwards until the merchant switches writing on", async () => {
    const { customers, before } = await useUp(5);
    const { id: writeRunId } = await lastRun();
    await remove();
    await writeAll();
    const silent = watch(deps);
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, stage: "lost" as const })));
    await writeAll(silent.deps);
    await rescore(test.db, shop.id, customers[0]!, { stage: "new" });
    await writeCustomer(silent.deps, { ...payload(), customerId: String(customers[0]) });
    await syncShopifySegments(silent.deps, payload());
    expect(silent.calls).toEqual([]);
    expect(await undoWrites(deps, shop.id, { writeRunId, staffId: null })).toBe("outdated");
    expect(picture()).toEqual(before);

    expect(await switchWritingOn(deps, shop.id, { staffId: null })).toBe("switched");
    await writeAll();
    expect(picture().definitions).toHaveLength(10);
    expect(tagsOf(customers[1]!)).toEqual([...FOREIGN_TAGS, "clv:value-mid", "clv:stage-lost"]);
  });

  it("is not undone by a merchant who opens the app again", async () => {
    const { before } = await useUp(2);
    await remove();
    await writeAll();
    const install = handlersOf(deps).find(({ job }) => job === "install-shop")!;
    await install.run(payload(), { isLast: false });
    expect(picture()).toEqual(before);
    await test.owner.query("UPDATE shops SET writing = 'on'");
    await install.run(payload(), { isLast: false });
    expect(picture().definitions).toHaveLength(10);
  });

  it("can be asked for while an undo is under way, which goes no further", async () => {
    const { before } = await useUp(5);
    await undoWrites(deps, shop.id, { writeRunId: (await lastRun()).id, staffId: null });
    expect(await remove()).toBe("requested");
    await writeAll();
    expect(picture()).toEqual(before);
    expect(await writing()).toBe("off");
  });

  it("tells of nobody where nothing was ever written", async () => {
    const before = picture();
    await remove();
    await writeAll();
    expect(picture()).toEqual(before);
    const runs = await withShop(test.db, shop.id, (tx) => tx.writeRun.findMany({ where: { kind: "removal" } }));
    expect(runs).toMatchObject([{ customersDone: 0, finishedAt: expect.any(Date) }]);
  });

  it("ends where the app's configuration declares the metafields: Shopify takes those definitions away with the app", async () => {
    const { before } = await useUp(2);
    const run: typeof deps.shopify.run = async (shopId, operation, variables) => {
      if (!operation.document.includes("metafieldDefinitionDelete")) return deps.shopify.run(shopId, operation, variables);
      return { metafieldDefinitionDelete: { userErrors: [{ code: "APP_CONFIG_MANAGED", message: "The app's configuration declares it" }] } } as never;
    };
    await remove();
    await writeAll({ ...deps, shopify: { ...deps.shopify, run } });
    expect(await lastRun()).toMatchObject({ kind: "removal", finishedAt: expect.any(Date), problem: null });
    expect({ ...picture(), definitions: [] }).toEqual(before);
  });

  it("says in Shopify's words which definition it keeps, deletes the others, and ends when it lets go of it", async () => {
    const { before } = await useUp(2);
    let isInUse = true;
    const run: typeof deps.shopify.run = async (shopId, operation, variables) => {
      const isIt = operation.document.includes("metafieldDefinitionDelete") && (variables as { identifier: { key: string } }).identifier.key === "historic_value";
      if (!isIt || !isInUse) return deps.shopify.run(shopId, operation, variables);
      return { metafieldDefinitionDelete: { userErrors: [{ code: "METAFIELD_DEFINITION_IN_USE", message: "A segment uses it" }] } } as never;
    };
    const keeping = { ...deps, shopify: { ...deps.shopify, run } };
    await remove();
    await writeAll(keeping);
    expect(await lastRun()).toMatchObject({ finishedAt: null, problem: { code: "shopify-refused", shopifyMessage: "Historic value: A segment uses it" } });
    expect(picture().definitions.map(({ key }) => key)).toEqual(["historic_value"]);
    isInUse = false;
    await writeAll(keeping);
    expect(picture()).toEqual(before);
  });

  it.each([["now and then", 3, 0], ["for good", Infinity, 0], ["for good, after it answered nothing for a while", Infinity, 7]])("tries a segment again that Shopify does not delete %s, and tells what is left", async (_when, times, away) => {
    const { before } = await useUp(2);
    const { id } = [...shopify.sandbox.store.segments.values()].find(({ name }) => name === "Perennial: VIP")!;
    let refusals = 0;
    const run: typeof deps.shopify.run = async (shopId, operation, variables) => {
      const isIt = operation.document.includes("segmentDelete") && (variables as { id: string }).id.endsWith(`/${id}`);
      if (!isIt || refusals >= times) return deps.shopify.run(shopId, operation, variables);
      refusals += 1;
      return { segmentDelete: { deletedSegmentId: null, userErrors: [{ message: "A discount uses it" }] } } as never;
    };
    const keeping = { ...deps, shopify: { ...deps.shopify, run } };
    const silent = { ...deps, shopify: { ...deps.shopify, run: () => Promise.reject(new ShopifyError("unavailable", "Something went wrong")) } };
    await remove();
    for (let tried = 0; tried < away; tried += 1) await writeAll(silent);
    await writeAll(keeping);
    expect(await lastRun()).toMatchObject({ finishedAt: null, failures: 1, problem: { code: "segments-kept", shopifyMessage: "Perennial: VIP: A discount uses it" } });
    expect(picture().definitions).toEqual([]);
    for (let tried = 0; (await writing()) === "removing" && tried < 10; tried += 1) await writeAll(keeping);
    expect(refusals).toBe(Math.min(times, 6));
    expect(await lastRun()).toMatchObject({ finishedAt: expect.any(Date), problem: null });
    const { left } = await viewActivity(deps, shop.id);
    if (times < Infinity) {
      expect(left?.segments).toEqual([]);
      expect(picture()).toEqual(before);
      return;
    }
    expect(left?.segments).toEqual(["Perennial: VIP (A discount uses it)"]);
    expect(picture().segments).toHaveLength(2);
    await remove();
    await writeAll();
    expect(picture()).toEqual(before);
  });

  it.each([["diesBefore", 2], ["diesAfter", 2], ["diesAfter", 60]] as const)("whose process %s any call, with %i customers, ends as one that lives", async (death, count) => {
    const { before } = await useUp(count);
    await remove();
    // One process after the other, each of which gets a little further.
    for (let deaths = 0; (await writing()) === "removing"; deaths += 1) {
      expect(deaths).toBeLessThan(100);
      await writeAll(watch(deps, { [death]: 1 + (deaths % 3) }).deps).catch(() => {});
      if (deaths > 20) await writeAll();
    }
    expect(picture()).toEqual(before);
    expect((await lastRun()).finishedAt).not.toBeNull();
  });
});
