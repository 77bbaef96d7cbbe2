import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { FOREIGN_TAGS, putCustomer, rescore, switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

const { test, shopify, shop, deps, payload, fill, tagsOf, metafieldsOf, readRows, lastRun, waitingJobs, expectAll, passDays, writeAll } =
  useShopWithScores();

describe.each([
  { way: "few customers, directly", count: 4, bulk: false },
  { way: "many customers, in bulk", count: 60, bulk: true },
])("$way", ({ count, bulk }) => {
  it("get one tag of each dimension and the metafields; foreign tags stay; a second run writes nothing", async () => {
    const customers = await fill(count);
    const first = watch(deps);
    await writeAll(first.deps);
    await expectAll(customers, ["clv:value-mid", "clv:stage-active"]);
    expect(metafieldsOf(customers[0]!)).toMatchObject({ lifetime_value: "60.00", churn_probability: "0.100", amount_to_next_tier: "140.00" });
    expect(first.calls.includes("StartBulkMutation")).toBe(bulk);
    expect(first.calls.includes("TagsAdd")).toBe(!bulk);
    expect(await lastRun()).toMatchObject({
      customersTotal: count, customersDone: count, tagsAdded: 2 * count, tagsRemoved: 0, metafieldsSet: 10 * count, refused: 0,
      problem: null, finishedAt: expect.any(Date),
    });

    const second = watch(deps);
    await writeAll(second.deps);
    expect(second.calls).toEqual([]);
    expect(await lastRun()).toMatchObject({ customersTotal: 0, customersDone: 0, finishedAt: expect.any(Date) });
  });

  it("change only in what changed: the old tag goes, a metafield without a value goes", async () => {
    const customers = await fill(count);
    await writeAll();
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier: "vip" as const, lifetimeValueMinor: 60_000 })));
    await writeAll();
    await expectAll(customers, ["clv:value-vip", "clv:stage-active"]);
    expect(metafieldsOf(customers[0]!)).toMatchObject({ value_tier: "vip", stage: "active" });
    expect(metafieldsOf(customers[0]!)).not.toHaveProperty("amount_to_next_tier");
    expect(await lastRun()).toMatchObject({ tagsAdded: count, tagsRemoved: count, metafieldsSet: 2 * count });
  });

  it("lose what we wrote when they leave the run; one who is gone in Shopify is forgotten", async () => {
    const customers = await fill(count);
    await writeAll();
    shopify.sandbox.store.customers.remove(Number(customers[0]));
    await switchToRun(test.db, shop.id, []);
    await writeAll();
    for (const id of customers.slice(1)) {
      expect(tagsOf(id)).toEqual(FOREIGN_TAGS);
      expect(metafieldsOf(id)).toEqual({});
    }
    expect(await readRows()).toEqual([]);
  });

  it("do not stop for one whom Shopify refuses: parked with the reason, asked again after a week", async () => {
    const customers = await fill(count);
    const [missing, full, ...others] = customers;
    shopify.sandbox.store.customers.remove(Number(missing));
    putCustomer(shopify.sandbox, Number(full), Array.from({ length: 250 }, (_, index) => `tag-${index}`));
    await writeAll();
    for (const id of others) expect(tagsOf(id)).toContain("clv:value-mid");
    const [missingRow, fullRow] = await readRows();
    expect(missingRow).toMatchObject({ pending: false, error: expect.stringContaining("does not exist") });
    expect(fullRow).toMatchObject({ pending: false, error: expect.stringContaining("250 tags") });
    expect(metafieldsOf(full!)).toMatchObject({ value_tier: "mid" });
    expect(await lastRun()).toMatchObject({ customersTotal: count, customersDone: count, refused: 2 });

    const nextDay = watch(deps);
    await writeAll(nextDay.deps);
    expect(nextDay.calls).toEqual([]);

    putCustomer(shopify.sandbox, Number(full));
    passDays(8);
    await writeAll();
    expect(tagsOf(full!)).toEqual([...FOREIGN_TAGS, "clv:value-mid", "clv:stage-active"]);
    expect((await readRows())[1]).toMatchObject({ error: null });
  });
});

describe("a run", () => {
  it("without a customer, without a score run or in a shop that has left asks nothing of Shopify", async () => {
    const watched = watch(deps);
    await writeAll(watched.deps);
    await switchToRun(test.db, shop.id, []);
    await writeAll(watched.deps);
    expect(await lastRun()).toMatchObject({ customersTotal: 0, finishedAt: expect.any(Date) });
    await fill(3);
    await test.owner.query("UPDATE shops SET uninstalled_at = now()");
    await writeAll(watched.deps);
    expect(watched.calls).toEqual([]);
  });

  it("takes over a tag that stood there before us in other letters", async () => {
    const [id] = await fill(1);
    putCustomer(shopify.sandbox, Number(id), ["CLV:Value-Mid"]);
    await writeAll();
    expect(tagsOf(id!)).toEqual(["CLV:Value-Mid", "clv:stage-active"]);
    await rescore(test.db, shop.id, id!, { valueTier: "low" });
    await writeAll();
    expect(tagsOf(id!)).toEqual(["clv:stage-active", "clv:value-low"]);
  });
});

describe("an event on one customer", () => {
  it("is written by direct calls, and tries again what was refused before", async () => {
    const [one, other] = await fill(2);
    shopify.sandbox.store.customers.remove(Number(one));
    await writeAll();
    putCustomer(shopify.sandbox, Number(one));
    const watched = watch(deps);
    await writeCustomer(watched.deps, { ...payload(), customerId: String(one) });
    await expectAll([one!, other!], ["clv:value-mid", "clv:stage-active"]);
    expect(watched.calls).toEqual(["TagsAdd", "CustomerFigures", "MetafieldsSet"]);
    await writeCustomer(watched.deps, { ...payload(), customerId: String(one) });
    expect(watched.calls).toHaveLength(3);
  });

  it("twice at once ends with the newest score, and with one tag of each dimension", async () => {
    const [id] = await fill(1);
    const event = { ...payload(), customerId: String(id) };
    const second = watch(deps);
    let ended: Promise<void> | null = null;
    const first = watch(deps, {
      onCall: async () => {
        if (!ended) {
          await rescore(test.db, shop.id, id!, { stage: "lapsed" });
          ended = writeCustomer(second.deps, event);
        }
        await sleep(50);
        expect(second.calls).toEqual([]);
      },
    });
    await writeCustomer(first.deps, event);
    await ended;
    await expectAll([id!], ["clv:value-mid", "clv:stage-lapsed"]);
  });

  it("leaves a customer whom a bulk round holds to the round, which sees to it afterwards", async () => {
    const customers = await fill(60);
    const event = { ...payload(), customerId: String(customers[7]) };
    const live = watch(deps);
    let happened = false;
    const round = watch(deps, {
      onCall: async (name) => {
        if (name !== "BulkOperationById" || happened) return;
        happened = true;
        await rescore(test.db, shop.id, customers[7]!, { stage: "lost" });
        await writeCustomer(live.deps, event);
      },
    });
    await writeAll(round.deps);
    expect(live.calls).toEqual([]);
    expect(await waitingJobs()).toEqual([`write-customer:${shop.id}:${customers[7]}`]);
    await writeCustomer(deps, event);
    expect(tagsOf(customers[7]!).toSorted()).toEqual([...FOREIGN_TAGS, "clv:value-mid", "clv:stage-lost"].toSorted());
  });

  it("that is under way is left alone by a bulk round, and looked after by a job", async () => {
    const customers = await fill(60);
    const died = watch(deps, { diesAfter: 1 });
    await expect(writeCustomer(died.deps, { ...payload(), customerId: String(customers[3]) })).rejects.toThrow("dead");
    await writeAll();
    expect(await waitingJobs()).toEqual([`write-customer:${shop.id}:${customers[3]}`]);
    await writeCustomer(deps, { ...payload(), customerId: String(customers[3]) });
    await expectAll(customers, ["clv:value-mid", "clv:stage-active"]);
  });
});

describe("customers merged in Shopify", () => {
  it("end with one tag of each dimension on the one who is left", async () => {
    const [gone, left] = await fill(2);
    await rescore(test.db, shop.id, left!, { valueTier: "low" });
    await writeAll();
    // Shopify joins the tags, and the customer who is merged away is no more.
    putCustomer(shopify.sandbox, Number(left), [...new Set([...tagsOf(gone!), ...tagsOf(left!)])]);
    shopify.sandbox.store.customers.remove(Number(gone));
    await withShop(test.db, shop.id, (tx) => tx.customerMerge.create({ data: { shopId: shop.id, fromCustomerId: gone!, toCustomerId: left! } }));
    await switchToRun(test.db, shop.id, [{ customerId: left!, valueTier: "high" }]);
    await writeCustomer(deps, { ...payload(), customerId: String(gone) });
    await expectAll([left!], ["clv:value-high", "clv:stage-active"]);
  });
});
