import { describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { changeWriteSettings } from "#app/tags/change-write-settings.server.ts";
import { decideWrites } from "#app/tags/decide-writes.server.ts";
import { findRefusals } from "#app/tags/refusals.repo.server.ts";
import { undoWrites } from "#app/tags/undo-writes.server.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { FOREIGN_TAGS, putCustomer, rescore, switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

const { test, shopify, shop, deps, payload, fill, tagsOf, lastRun, readRows, expectAll, writeAll, secondsToNextStep } = useShopWithScores();
const RIGHT = ["clv:value-mid", "clv:stage-active"];

const allow = (capCustomers: number, capPercent = 0) => changeWriteSettings(deps, shop.id, { capCustomers, capPercent });
const askedFor = async () => (await lastRun()).asked as { scoreRunId: string; cap: number; customers: number };
const switchAll = (customers: bigint[], valueTier: "vip" | "low") =>
  switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier })));

async function decide(approval: "given" | "refused", change: { scoreRunId?: string; writeRunId?: bigint } = {}) {
  const { id: writeRunId } = await lastRun();
  const { scoreRunId } = await askedFor();
  return decideWrites(deps, shop.id, { writeRunId, scoreRunId, approval, staffId: "7", ...change });
}

describe("a run that would retag more customers than the cap allows", () => {
  it("waits with its counts, writes nothing, and goes on after a yes", async () => {
    const customers = await fill(12);
    await allow(11);
    const waiting = watch(deps);
    await writeAll(waiting.deps);
    expect(waiting.calls).toEqual([]);
    expect(await secondsToNextStep()).toBeNull();
    expect(await lastRun()).toMatchObject({
      approval: "waiting", finishedAt: null, customersTotal: 12, customersDone: 0,
      asked: { cap: 11, changes: { customers: 12, retagged: 12, tagsAdded: 24, tagsRemoved: 0, metafields: 120 } },
    });
    expect(await decide("given")).toBe("decided");
    expect(await secondsToNextStep()).not.toBeNull();
    // The step that the yes has caused is the one that is taken now.
    await test.owner.query("SELECT graphile_worker.complete_jobs(array(SELECT id FROM graphile_worker.jobs))");
    await writeAll();
    await expectAll(customers, RIGHT);
    expect(await lastRun()).toMatchObject({ approval: "given", decidedBy: "7", decidedAt: expect.any(Date), finishedAt: expect.any(Date), customersDone: 12 });
  });

  it("is over after a no; the next one asks anew", async () => {
    const customers = await fill(12);
    await allow(11);
    await writeAll();
    expect(await decide("refused")).toBe("decided");
    expect(await lastRun()).toMatchObject({ approval: "refused", finishedAt: expect.any(Date), customersTotal: 0 });
    expect(await decide("given")).toBe("outdated");
    await writeAll();
    expect(await lastRun()).toMatchObject({ approval: "waiting", finishedAt: null });
    for (const id of customers) expect(tagsOf(id)).toEqual(FOREIGN_TAGS);
  });

  it("asks for what the newest score run wants; a yes to an older one is none", async () => {
    const customers = await fill(12);
    await allow(11);
    await writeAll();
    const { scoreRunId } = await askedFor();
    await switchAll(customers, "vip");
    await writeAll();
    expect(await decide("given", { scoreRunId })).toBe("outdated");
    expect(await decide("given", { writeRunId: 999n })).toBe("outdated");
    expect(await decide("given")).toBe("decided");
    await switchAll(customers, "low");
    await writeAll();
    expect(await lastRun()).toMatchObject({ approval: "waiting", customersDone: 0 });
    expect(await decide("given")).toBe("decided");
    await writeAll();
    await expectAll(customers, ["clv:value-low", "clv:stage-active"]);
  });

  it("goes on by itself where there is less to be done by now", async () => {
    const customers = await fill(12);
    await allow(11);
    await writeAll();
    await switchToRun(test.db, shop.id, customers.slice(0, 3).map((customerId) => ({ customerId })));
    await writeAll();
    await expectAll(customers.slice(0, 3), RIGHT);
    expect(await lastRun()).toMatchObject({ approval: null, finishedAt: expect.any(Date) });
  });

  it("in bulk waits, too, where a new score run comes in the middle of it", async () => {
    const customers = await fill(60);
    await writeAll();
    await allow(59);
    let switched = false;
    const middle = watch(deps, {
      onCall: async (name) => {
        if (name !== "BulkOperationById" || switched) return;
        switched = true;
        await switchAll(customers, "low");
      },
    });
    await switchToRun(test.db, shop.id, customers.map((customerId, index) => ({ customerId, valueTier: index < 58 ? ("vip" as const) : ("mid" as const) })));
    await writeAll(middle.deps);
    expect(switched).toBe(true);
    expect(await lastRun()).toMatchObject({ approval: "waiting", customersDone: 58 });
    await decide("given");
    await writeAll();
    await expectAll(customers, ["clv:value-low", "clv:stage-active"]);
  });
});

describe("the cap", () => {
  it("is a share of the shop's customers where that is more", async () => {
    const customers = await fill(12);
    await allow(2, 100);
    await writeAll();
    await expectAll(customers, RIGHT);
    await allow(2, 99);
    await test.owner.query("UPDATE customer_scores SET value_tier = 'vip'");
    await writeAll();
    expect(await askedFor()).toMatchObject({ cap: 11, customers: 12 });
  });

  it("counts tags: figures may change on any number of customers", async () => {
    const customers = await fill(12);
    await writeAll();
    await allow(0);
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, lifetimeValueMinor: 9_000 })));
    await writeAll();
    expect(await lastRun()).toMatchObject({ approval: null, customersDone: 12, tagsAdded: 0 });
  });

  it("is refused where it makes no sense", async () => {
    await expect(allow(-1)).rejects.toThrow("capCustomers");
    await expect(allow(1, 101)).rejects.toThrow("capPercent");
  });
});

describe("an order meanwhile", () => {
  it("is not written on to a customer of a shop that has not said yes to anything yet", async () => {
    const [id, other] = (await fill(13)) as [bigint, bigint];
    await allow(11);
    await withShop(test.db, shop.id, (tx) => tx.customerMerge.create({ data: { shopId: shop.id, fromCustomerId: 1n, toCustomerId: other } }));
    await writeAll();
    expect(await readRows()).toMatchObject([{ customerId: other, pending: true }]);
    const event = { ...payload(), customerId: String(id) };
    const live = watch(deps);
    await writeCustomer(live.deps, event);
    await decide("refused");
    await writeCustomer(live.deps, event);
    expect(live.calls).toEqual([]);
  });

  it("is written where the app has been let in before", async () => {
    const customers = await fill(12);
    await writeAll();
    await allow(11);
    await switchAll(customers, "vip");
    await writeAll();
    expect(await lastRun()).toMatchObject({ approval: "waiting" });
    await rescore(test.db, shop.id, customers[0]!, { stage: "new" });
    await writeCustomer(deps, { ...payload(), customerId: String(customers[0]) });
    expect(tagsOf(customers[0]!)).toEqual([...FOREIGN_TAGS, "clv:value-vip", "clv:stage-new"]);
  });

  it("is taken back by the undo of the run that the merchant said no to, also where it came after the no", async () => {
    const customers = await fill(12);
    await writeAll();
    await allow(11);
    await switchAll(customers, "vip");
    await writeAll();
    const order = (index: number) => writeCustomer(deps, { ...payload(), customerId: String(customers[index]) });
    expect(await lastRun()).toMatchObject({ approval: "waiting", undoable: false });
    await order(0);
    expect(await lastRun()).toMatchObject({ approval: "waiting", undoable: true });
    await decide("refused");
    await order(1);
    const { id } = await lastRun();
    for (const index of [0, 1]) expect(tagsOf(customers[index]!)).toEqual([...FOREIGN_TAGS, "clv:stage-active", "clv:value-vip"]);
    expect(await undoWrites(deps, shop.id, { writeRunId: id, staffId: null })).toBe("requested");
    await writeAll();
    await expectAll(customers, RIGHT);
    expect(await lastRun()).toMatchObject({ kind: "undo", undoes: id, customersDone: 2 });
  });
});

it("what Shopify refused is told by reason", async () => {
  const customers = await fill(4);
  for (const id of customers.slice(0, 2)) putCustomer(shopify.sandbox, Number(id), Array.from({ length: 250 }, (_, index) => `tag-${index}`));
  shopify.sandbox.store.customers.remove(Number(customers[2]));
  await writeAll();
  expect((await readRows()).filter(({ error }) => error !== null)).toHaveLength(3);
  expect(await withShop(test.db, shop.id, (tx) => findRefusals(tx, shop.id))).toEqual([
    { reason: "A customer cannot have more than 250 tags", customers: 2, exampleId: String(customers[0]) },
    { reason: "Customer does not exist; Owner does not exist.", customers: 1, exampleId: String(customers[2]) },
  ]);
});
