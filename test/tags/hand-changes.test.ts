import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { mergeCustomers as mergeInApp } from "#app/orders/merge-customers.server.ts";
import { changeWriteSettings } from "#app/tags/change-write-settings.server.ts";
import { noticeTagEventJob } from "#app/tags/notice-tag-event.job.ts";
import { noticeTagEvent } from "#app/tags/notice-tag-event.server.ts";
import { resumeTags } from "#app/tags/resume-tags.server.ts";
import { writeCustomerJob } from "#app/tags/write-customer.job.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { changeTags } from "#sandbox/commands/change-tags.ts";
import { mergeCustomers } from "#sandbox/commands/merge-customers.ts";
import { FOREIGN_TAGS, putCustomer, rescore, switchToRun } from "./shop-with-scores.ts";
import { followTagEvents } from "./tag-events.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

const shopWithScores = useShopWithScores();
const { test, shopify, shop, deps, payload, fill, tagsOf, readRows, waitingJobs, expectAll, writeAll, passDays } = shopWithScores;
const events = followTagEvents(() => shopify.sandbox, shop);
const RIGHT = ["clv:value-mid", "clv:stage-active"];

beforeEach(() => events.forget());

const byHand = (id: bigint, change: { add?: string[]; remove?: string[] }) => changeTags(shopify.sandbox, { customerId: Number(id), ...change });
const ours = (id: bigint) => tagsOf(id).filter((tag) => !FOREIGN_TAGS.includes(tag)).toSorted();
const rowOf = async (id: bigint) => (await readRows()).find(({ customerId }) => customerId === id)!;
const leftAlone = () => withShop(test.db, shop.id, (tx) => tx.handChange.findMany({ where: { leftAlone: true }, orderBy: { dimension: "asc" } }));

async function workWaiting(using = deps): Promise<void> {
  const { rows } = await test.owner.query<{ key: string; payload: unknown }>("SELECT key, payload FROM graphile_worker._private_jobs ORDER BY id");
  await test.owner.query("SELECT graphile_worker.complete_jobs(array(SELECT id FROM graphile_worker.jobs))");
  for (const { key, payload: asked } of rows) {
    if (key.startsWith("write-customer:")) await writeCustomer(using, writeCustomerJob.payload.parse(asked));
    if (key.startsWith("notice-tag-event:")) await noticeTagEvent(using, noticeTagEventJob.payload.parse(asked));
  }
}

/** What the shop sends, and what that causes, until nothing follows. */
async function settle(using = deps): Promise<void> {
  while ((await events.work(using)) > 0) await workWaiting(using);
}

async function fillWritten(count: number): Promise<[bigint, ...bigint[]]> {
  const customers = await fill(count);
  await writeAll();
  await settle();
  return customers as [bigint, ...bigint[]];
}

describe("our own writes", () => {
  it.each([4, 60])("echo back and are known without a call (%i customers)", async (count) => {
    const customers = await fill(count);
    const watched = watch(deps);
    await writeAll();
    expect(await events.work(watched.deps)).toBe(count);
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier: "vip" as const, lifetimeValueMinor: 60_000 })));
    await writeAll();
    expect(await events.work(watched.deps)).toBe(2 * count);
    expect(watched.calls).toEqual([]);
    expect(await waitingJobs()).toEqual([]);
    await expectAll(customers, ["clv:value-vip", "clv:stage-active"]);
  });

  it("that echo back while the round goes on are known, too, and what a hand does meanwhile waits for its end", async () => {
    const customers = await fillWritten(60);
    const hand = customers[3]!;
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier: "vip" as const, lifetimeValueMinor: 60_000 })));
    let looks = 0;
    const round = watch(deps, {
      onCall: async (name) => {
        if (name !== "BulkOperationById" || looks++ > 0) return;
        byHand(hand, { remove: ["clv:stage-active"] });
        const during = watch(deps);
        await events.work(during.deps);
        expect(during.calls).toEqual([]);
        expect((await waitingJobs()).filter((key) => key.startsWith("notice-tag-event"))).toHaveLength(1);
      },
    });
    await writeAll(round.deps);
    expect(looks).toBeGreaterThan(0);
    expect(ours(hand)).toEqual(["clv:value-vip"]);
    const { rows } = await test.owner.query("SELECT payload FROM graphile_worker._private_jobs WHERE key LIKE 'notice-tag-event%'");
    await noticeTagEvent(deps, rows[0].payload);
    await workWaiting();
    await settle();
    await expectAll(customers, ["clv:value-vip", "clv:stage-active"]);
  });
});

describe("a tag of ours that somebody takes off or types on", () => {
  it("is set right again, foreign tags untouched, and the setting right is known as our own", async () => {
    const [id] = await fillWritten(2);
    byHand(id, { remove: ["CLV:VALUE-MID", "newsletter"], add: ["clv:stage-lost", "theirs"] });
    const watched = watch(deps);
    await settle(watched.deps);
    expect(tagsOf(id).toSorted()).toEqual(["clv-lookalike", "theirs", ...RIGHT].toSorted());
    expect(watched.calls).toEqual(["CustomerTags", "TagsRemove", "TagsAdd"]);
    expect((await rowOf(id)).tags.toSorted()).toEqual(RIGHT.toSorted());
  });

  it("in whatever order and however often the events come", async () => {
    const [id] = await fillWritten(1);
    byHand(id, { remove: ["clv:value-mid"] });
    byHand(id, { add: ["clv:value-vip"] });
    byHand(id, { remove: ["clv:value-vip"] });
    byHand(id, { add: ["clv:value-high"] });
    await events.work(deps, (count) => [...Array(count).keys(), ...Array(count).keys()].toReversed());
    await workWaiting();
    await settle();
    await expectAll([id], RIGHT);
  });

  it("and who put it back since has made it right already", async () => {
    const [id] = await fillWritten(1);
    byHand(id, { remove: ["clv:value-mid"] });
    byHand(id, { add: ["clv:value-mid"] });
    const watched = watch(deps);
    await settle(watched.deps);
    expect(watched.calls).toEqual(["CustomerTags"]);
    await expectAll([id], RIGHT);
  });

  it("on a customer of whom nothing is ours, or in a dimension that is off, is theirs", async () => {
    const [id] = await fillWritten(1);
    putCustomer(shopify.sandbox, 77);
    byHand(77n, { add: ["clv:value-vip"] });
    byHand(id, { add: ["clv:reward-near"] });
    const watched = watch(deps);
    await settle(watched.deps);
    expect(watched.calls).toEqual([]);
    expect(tagsOf(77n)).toContain("clv:value-vip");
    expect(tagsOf(id)).toContain("clv:reward-near");
  });

  it.each(["before the merge is told of", "before it is followed", "after it was followed"])("on a customer who is merged before anybody looks goes with them (%s)", async (moment) => {
    const [kept, merged] = (await fillWritten(2)) as [bigint, bigint];
    byHand(merged, { add: ["clv:value-high"] });
    mergeCustomers(shopify.sandbox, { keptId: Number(kept), mergedId: Number(merged) });
    const hear = () => mergeInApp(deps, { ...payload(), fromCustomerId: String(merged), toCustomerId: String(kept) }, { onChanged: async () => {} });
    await rescore(test.db, shop.id, kept, { valueTier: "vip" });
    if (moment !== "before the merge is told of") await hear();
    if (moment === "after it was followed") await writeAll();
    await events.work(deps);
    if (moment === "before the merge is told of") await hear();
    await workWaiting();
    await writeAll();
    await settle();
    expect(ours(kept)).toEqual(["clv:stage-active", "clv:value-vip"]);
  });

  it("more than three times a day is fought over by somebody else: the dimension is left alone", async () => {
    const [id] = await fillWritten(1);
    for (let fight = 1; fight <= 3; fight += 1) {
      byHand(id, { remove: ["clv:value-mid"] });
      await settle();
      expect(ours(id), `fight ${fight}`).toEqual(RIGHT.toSorted());
    }
    passDays(2);
    byHand(id, { remove: ["clv:value-mid"] });
    await settle();
    expect(await leftAlone()).toEqual([]);
    for (let fight = 1; fight <= 3; fight += 1) {
      byHand(id, { remove: ["clv:value-mid"] });
      await settle();
    }
    expect(ours(id)).toEqual(["clv:stage-active"]);
    expect(await leftAlone()).toMatchObject([{ customerId: id, dimension: "value", kept: [], added: [] }]);
  });
});

describe("a shop that respects changes by hand", () => {
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
    await expectAll(customers, RIGHT);
  });
});

describe("a customer with 250 tags", () => {
  const filler = Array.from({ length: 250 }, (_, index) => `tag-${index}`);

  it("keeps all of theirs and is written as soon as there is room", async () => {
    const [id] = await fill(1);
    putCustomer(shopify.sandbox, Number(id), filler);
    await writeAll();
    expect(tagsOf(id!)).toEqual(filler);
    expect((await rowOf(id!)).error).toContain("250 tags");
    byHand(id!, { remove: ["tag-3"] });
    await settle();
    expect(tagsOf(id!)).toHaveLength(249);
    byHand(id!, { remove: ["tag-4"] });
    await settle();
    expect(tagsOf(id!).toSorted()).toEqual([...filler.filter((tag) => tag !== "tag-3" && tag !== "tag-4"), ...RIGHT].toSorted());
    expect(await rowOf(id!)).toMatchObject({ error: null });
  });
});
