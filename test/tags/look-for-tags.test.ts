import { beforeEach, describe, expect, it } from "vitest";
import { redactCustomer } from "#app/compliance/redact-customer.server.ts";
import { redactShop } from "#app/compliance/redact-shop.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { DEFAULT_DEFINITION } from "#app/segments/definition.ts";
import { uninstallShop } from "#app/shops/uninstall-shop.server.ts";
import { Asked } from "#app/tags/asked.ts";
import { decideWrites } from "#app/tags/decide-writes.server.ts";
import { foreseeRemoval } from "#app/tags/foresee-removal.server.ts";
import { removeEverything } from "#app/tags/remove-everything.server.ts";
import { undoWrites } from "#app/tags/undo-writes.server.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { changeTags } from "#sandbox/commands/change-tags.ts";
import { uninstallApp } from "#sandbox/commands/uninstall-app.ts";
import { installApp } from "../support/sandbox.ts";
import { pictureOf } from "./picture-of.ts";
import { FOREIGN_TAGS, putCustomer, switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

const { test, shopify, shop, deps, payload, fill, tagsOf, metafieldsOf, lastRun, readRows, expectAll, writeAll } = useShopWithScores();
const RIGHT = ["clv:value-mid", "clv:stage-active"];

beforeEach(() => test.owner.query("UPDATE shops SET sought_tags = '{}'"));

const picture = () => pictureOf(shopify.sandbox);
const byHand = (id: bigint, change: { add?: string[]; remove?: string[] }) => void changeTags(shopify.sandbox, { customerId: Number(id), ...change });
const found = async () => Asked.parse((await lastRun()).asked).found;
const writeEvent = (customerId: bigint, using = deps) => writeCustomer(using, { ...payload(), customerId: String(customerId) });

async function decide(approval: "given" | "refused") {
  const { id: writeRunId, asked } = await lastRun();
  expect(await decideWrites(deps, shop.id, { writeRunId, scoreRunId: Asked.parse(asked).scoreRunId, approval, staffId: "7" })).toBe("decided");
  await test.owner.query("SELECT graphile_worker.complete_jobs(array(SELECT id FROM graphile_worker.jobs))");
}

/** From the merchant's removal of the app, of which nothing but Shopify's event is told, to the next look at it. */
async function leave() {
  uninstallApp(shopify.sandbox);
  shopify.sandbox.clock.advance(10);
  await uninstallShop(deps, { ...payload(), uninstalledAt: deps.clock().toISOString() });
}

async function comeBack() {
  shopify.sandbox.clock.advance(10);
  shop.id = await installApp(test, shopify);
}

/** All figures, as one who has bought is given them. */
const expectFigures = (ids: bigint[]) => {
  for (const id of ids) expect(Object.keys(metafieldsOf(id)), `customer ${id}`).toHaveLength(10);
};

describe("a shop in which staff gave out tags of ours before the first write", () => {
  /** One has the wrong one, one the right one in another spelling, one both, and one is not scored at all. */
  async function fillTyped() {
    const customers = await fill(4);
    byHand(customers[0]!, { add: ["clv:value-vip"] });
    byHand(customers[1]!, { add: ["CLV:Value-Mid"] });
    byHand(customers[2]!, { add: ["clv:value-mid", "clv:stage-lost"] });
    putCustomer(shopify.sandbox, 5000, [...FOREIGN_TAGS, "clv:stage-lost"]);
    return customers;
  }

  it("is asked first, with the tags and how many carry them", async () => {
    await fillTyped();
    const before = picture();
    await writeAll();
    expect(await lastRun()).toMatchObject({ approval: "waiting", finishedAt: null });
    expect(await found()).toEqual({
      customers: 4,
      leaving: 3,
      tags: [{ tag: "clv:stage-lost", customers: 2, leaving: 2 }, { tag: "clv:value-mid", customers: 2, leaving: 0 }, { tag: "clv:value-vip", customers: 1, leaving: 1 }],
    });
    expect(picture()).toEqual(before);
    expect(await readRows()).toEqual([]);
  });

  it("has one of each dimension on everybody after a yes, what it had after an undo, and none of them after a clean exit", async () => {
    const customers = await fillTyped();
    const before = picture();
    await writeAll();
    await decide("given");
    await writeAll();
    for (const id of customers) expect(tagsOf(id).map((tag) => tag.toLowerCase()).toSorted(), `customer ${id}`).toEqual([...FOREIGN_TAGS, ...RIGHT].toSorted());
    expect(tagsOf(5000n)).toEqual(FOREIGN_TAGS);
    expectFigures(customers);

    expect(await undoWrites(deps, shop.id, { writeRunId: (await lastRun()).id, staffId: null })).toBe("requested");
    await writeAll();
    expect(picture()).toEqual(before);

    await removeEverything(deps, shop.id, { staffId: null });
    await writeAll();
    expect(picture().customers.map(({ tags }) => tags)).toEqual(Array.from({ length: 5 }, () => FOREIGN_TAGS.toSorted()));
    expect(await readRows()).toEqual([]);
  });

  it("keeps them after a no, is asked again by the next run, and not where it has chosen other names", async () => {
    const customers = await fillTyped();
    await writeAll();
    await decide("refused");
    await writeEvent(customers[0]!);
    expect(tagsOf(customers[0]!)).toEqual([...FOREIGN_TAGS, "clv:value-vip"]);
    byHand(5000n, { remove: ["clv:stage-lost"] });
    await writeAll();
    expect(await lastRun()).toMatchObject({ approval: "waiting" });
    expect((await found())?.customers).toBe(3);

    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId })));
    await test.owner.query("UPDATE score_runs SET borders = borders || $1::jsonb", [JSON.stringify({ definition: { ...DEFAULT_DEFINITION, prefix: "shop:" } })]);
    await writeAll();
    expect(await lastRun()).toMatchObject({ approval: null, finishedAt: expect.any(Date) });
    expect(tagsOf(customers[0]!)).toEqual([...FOREIGN_TAGS, "clv:value-vip", "shop:value-mid", "shop:stage-active"]);
  });

  it("is written at once where nobody carries any, and looked through once only", async () => {
    const customers = await fill(4);
    const first = watch(deps);
    await writeAll(first.deps);
    expect(first.calls.filter((name) => name === "StartBulkQuery")).toHaveLength(1);
    await expectAll(customers, RIGHT);
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier: "vip" as const })));
    const second = watch(deps);
    await writeAll(second.deps);
    expect(second.calls).not.toContain("StartBulkQuery");
  });

  it("ends the same, whichever call the process dies at", async () => {
    const customers = await fillTyped();
    for (let deaths = 0; (await withShop(test.db, shop.id, (tx) => tx.writeRun.count({ where: { approval: "waiting" } }))) === 0; deaths += 1) {
      expect(deaths).toBeLessThan(30);
      await writeAll(watch(deps, { [deaths % 2 === 0 ? "diesBefore" : "diesAfter"]: 1 + (deaths >> 1) }).deps).catch(() => {});
    }
    await decide("given");
    for (let deaths = 0; (await lastRun()).finishedAt === null; deaths += 1) {
      expect(deaths).toBeLessThan(60);
      await writeAll(watch(deps, { [deaths % 2 === 0 ? "diesBefore" : "diesAfter"]: 1 + (deaths >> 1) }).deps).catch(() => {});
    }
    await writeAll();
    for (const id of customers) expect(tagsOf(id).map((tag) => tag.toLowerCase()).toSorted(), `customer ${id}`).toEqual([...FOREIGN_TAGS, ...RIGHT].toSorted());
    expect(tagsOf(5000n)).toEqual(FOREIGN_TAGS);
  });

  it("is asked about names that it gives to segments later, too", async () => {
    const customers = await fill(3);
    await writeAll();
    byHand(customers[0]!, { add: ["clv:gold"] });
    await switchToRun(test.db, shop.id, customers.map((customerId, index) => ({ customerId, ...(index === 2 ? { valueTier: "vip" as const } : {}) })));
    const definition = { ...DEFAULT_DEFINITION, value: { ...DEFAULT_DEFINITION.value, names: { ...DEFAULT_DEFINITION.value.names, vip: "gold" } } };
    await test.owner.query("UPDATE score_runs SET borders = borders || $1::jsonb", [JSON.stringify({ definition })]);
    await writeAll();
    expect(await found()).toEqual({ customers: 1, leaving: 1, tags: [{ tag: "clv:gold", customers: 1, leaving: 1 }] });
    await decide("given");
    await writeAll();
    for (const id of customers.slice(0, 2)) expect(tagsOf(id).toSorted()).toEqual([...FOREIGN_TAGS, ...RIGHT].toSorted());
    expect(tagsOf(customers[2]!)).toEqual([...FOREIGN_TAGS, "clv:stage-active", "clv:gold"]);
  });
});

describe.each([["a few customers", 5], ["many, in bulk", 70]])("an app that was removed without its clean exit, with %s", (_many, count) => {
  it("and is back before the shop was forgotten knows its own tags, and asks nothing", async () => {
    const customers = await fill(count);
    await writeAll();
    await leave();
    byHand(customers[1]!, { remove: ["clv:value-mid"] });
    byHand(customers[2]!, { remove: RIGHT });
    for (const field of shopify.sandbox.store.metafieldsOf("CUSTOMER", Number(customers[3]!))) shopify.sandbox.store.metafields.remove(field.id);
    await comeBack();
    await switchToRun(test.db, shop.id, customers.slice(0, -1).map((customerId, index) => ({ customerId, ...(index === 0 ? { valueTier: "high" as const } : {}) })));
    await writeAll();
    expect(await lastRun()).toMatchObject({ approval: null, finishedAt: expect.any(Date) });
    expect(tagsOf(customers[0]!).toSorted()).toEqual([...FOREIGN_TAGS, "clv:value-high", "clv:stage-active"].toSorted());
    expect(tagsOf(customers.at(-1)!)).toEqual(FOREIGN_TAGS);
    expect(metafieldsOf(customers.at(-1)!)).toEqual({});
    for (const id of customers.slice(1, -1)) expect(tagsOf(id).toSorted(), `customer ${id}`).toEqual([...FOREIGN_TAGS, ...RIGHT].toSorted());
    expectFigures(customers.slice(0, -1));
  });

  it("and is back after it was forgotten takes its tags over with a yes", async () => {
    const customers = await fill(count);
    await writeAll();
    const { id: before } = shop;
    await leave();
    await redactShop(deps, { ...payload(), requestedAt: deps.clock().toISOString() });
    byHand(customers[1]!, { remove: ["clv:value-mid"] });
    await comeBack();
    expect(shop.id).not.toBe(before);
    const left = picture();
    await switchToRun(test.db, shop.id, customers.slice(0, -1).map((customerId) => ({ customerId, valueTier: "low" as const })));
    await writeAll();
    expect(await found()).toEqual({
      customers: count, leaving: count - 1,
      tags: [{ tag: "clv:stage-active", customers: count, leaving: 1 }, { tag: "clv:value-mid", customers: count - 1, leaving: count - 1 }],
    });
    expect(picture()).toEqual(left);
    await decide("given");
    await writeAll();
    for (const id of customers.slice(0, -1)) expect(tagsOf(id).toSorted(), `customer ${id}`).toEqual([...FOREIGN_TAGS, "clv:value-low", "clv:stage-active"].toSorted());
    expect(tagsOf(customers.at(-1)!)).toEqual(FOREIGN_TAGS);
    expect(metafieldsOf(customers.at(-1)!)).toEqual({});
    expectFigures(customers.slice(0, -1));

    await undoWrites(deps, shop.id, { writeRunId: (await lastRun()).id, staffId: null });
    await writeAll();
    expect(picture()).toEqual(left);
    await removeEverything(deps, shop.id, { staffId: null });
    await writeAll();
    expect(picture().customers.map(({ tags, metafields }) => ({ tags, metafields }))).toEqual(customers.map(() => ({ tags: FOREIGN_TAGS.toSorted(), metafields: [] })));
  });
});

describe("an app that is back", () => {
  it("takes all away that was left, where its merchant wants nothing else", async () => {
    const customers = await fill(3);
    await writeAll();
    await leave();
    await redactShop(deps, { ...payload(), requestedAt: deps.clock().toISOString() });
    await comeBack();
    expect((await foreseeRemoval(deps, shop.id)).found).toEqual({ status: "read", data: ["clv:value-mid", "clv:stage-active"] });
    await removeEverything(deps, shop.id, { staffId: null });
    await writeAll();
    expect(await lastRun()).toMatchObject({ kind: "removal", finishedAt: expect.any(Date), customersDone: 3, tagsRemoved: 6 });
    expect(picture().customers.map(({ tags, metafields }) => ({ tags, metafields }))).toEqual(customers.map(() => ({ tags: FOREIGN_TAGS.toSorted(), metafields: [] })));
  });

  it("asks about tags that were typed on meanwhile, and not about those that are left alone", async () => {
    const [typed, alone, other] = (await fill(3)) as [bigint, bigint, bigint];
    await writeAll();
    byHand(alone, { add: ["clv:value-vip"] });
    const change = { dimension: "value", kept: ["clv:value-mid"], added: ["clv:value-vip"], leftAlone: true, noticedAt: deps.clock() };
    await withShop(test.db, shop.id, (tx) => tx.handChange.create({ data: { shopId: shop.id, customerId: alone, ...change } }));
    await leave();
    byHand(typed, { add: ["clv:value-high"] });
    await comeBack();
    await writeAll();
    expect(await found()).toEqual({ customers: 1, leaving: 1, tags: [{ tag: "clv:value-high", customers: 1, leaving: 1 }] });
    await decide("given");
    await writeAll();
    for (const id of [typed, other]) expect(tagsOf(id).toSorted()).toEqual([...FOREIGN_TAGS, ...RIGHT].toSorted());
    expect(tagsOf(alone).toSorted()).toEqual([...FOREIGN_TAGS, ...RIGHT, "clv:value-vip"].toSorted());
  });

  it("writes to nobody after an order until it has looked; who objects loses their marks at once", async () => {
    const [buyer, objector] = (await fill(2)) as [bigint, bigint];
    await writeAll();
    await leave();
    await comeBack();
    await test.owner.query("UPDATE customer_scores SET value_tier = 'vip' WHERE customer_id = $1", [buyer]);
    const early = watch(deps);
    await writeEvent(buyer, early.deps);
    expect(early.calls).toEqual([]);
    await withShop(test.db, shop.id, async (tx) => {
      await tx.customerOptOut.create({ data: { shopId: shop.id, customerId: objector, kind: "scoring", since: deps.clock() } });
      await tx.customerScore.deleteMany({ where: { shopId: shop.id, customerId: objector } });
    });
    await writeEvent(objector);
    expect(tagsOf(objector)).toEqual(FOREIGN_TAGS);
    await writeAll();
    expect(tagsOf(buyer)).toContain("clv:value-vip");
  });

  it("remembers nobody whom a redaction has erased", async () => {
    const [erased, other] = [2000n, 2001n];
    await redactCustomer(deps, { ...payload(), customerId: String(erased), orderIds: [] });
    for (const id of [erased, other]) putCustomer(shopify.sandbox, Number(id), [...FOREIGN_TAGS, "clv:value-vip"]);
    await switchToRun(test.db, shop.id, [{ customerId: other }]);
    await writeAll();
    expect((await found())?.customers).toBe(1);
    await decide("given");
    await writeAll();
    expect((await readRows()).map(({ customerId }) => customerId)).toEqual([other]);
  });
});

it("a shop that was given figures alone knows what stands there when tags come: that run can be undone", async () => {
  const customers = await fill(3);
  const { value, stage } = DEFAULT_DEFINITION;
  const definition = { ...DEFAULT_DEFINITION, value: { ...value, on: false }, stage: { ...stage, on: false } };
  await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId })), { definition });
  await writeAll();
  const before = picture();
  await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId })));
  await writeAll();
  expect(tagsOf(customers[0]!)).toEqual([...FOREIGN_TAGS, ...RIGHT]);
  await undoWrites(deps, shop.id, { writeRunId: (await lastRun()).id, staffId: null });
  await writeAll();
  expect(picture()).toEqual(before);
});

it("a file of the search that is cut in a line is asked for anew", async () => {
  const [id] = (await fill(1)) as [bigint];
  byHand(id, { add: ["clv:value-vip"] });
  shopify.sandbox.faults.add({ kind: "bulk-malformed", matching: "QUERY", next: 1 });
  for (let tried = 0; tried < 2; tried += 1) await writeAll();
  shopify.sandbox.faults.clear();
  expect(await found()).toEqual({ customers: 1, leaving: 1, tags: [{ tag: "clv:value-vip", customers: 1, leaving: 1 }] });
});
