import { describe, expect, it } from "vitest";
import { mergeCustomers as mergeInApp } from "#app/orders/merge-customers.server.ts";
import { noticeTagEvent } from "#app/tags/notice-tag-event.server.ts";
import { mergeCustomers } from "#sandbox/commands/merge-customers.ts";
import { putCustomer, rescore, switchToRun } from "./shop-with-scores.ts";
import { useHandsInShop } from "./use-hands-in-shop.ts";
import { watch } from "./watched-shopify.ts";

const { test, shopify, shop, deps, payload, fill, tagsOf, waitingJobs, expectAll, writeAll, passDays, ...hands } = useHandsInShop();
const { events, byHand, ours, rowOf, leftAlone, workWaiting, settle, fillWritten } = hands;
const RIGHT = ["clv:value-mid", "clv:stage-active"];

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

  it("goes again where a write has just taken it off and somebody puts it back meanwhile", async () => {
    const [id] = await fillWritten(1);
    await rescore(test.db, shop.id, id, { valueTier: "vip" });
    let heard: Promise<unknown> = Promise.resolve();
    const writing = watch(deps, {
      onCall: async (name) => {
        if (name !== "TagsAdd") return;
        events.forget();
        byHand(id, { add: ["clv:value-mid"] });
        heard = events.work(deps);
      },
    });
    await writeAll(writing.deps);
    await heard;
    await workWaiting();
    await settle();
    await expectAll([id], ["clv:value-vip", "clv:stage-active"]);
  });

  it("goes again where a round has taken it off and somebody puts it back before the round is over", async () => {
    const customers = await fillWritten(60);
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier: "vip" as const, lifetimeValueMinor: 60_000 })));
    const [hand] = customers;
    let looks = 0;
    const round = watch(deps, {
      onAnswer: async (name, answer) => {
        if (name !== "BulkOperationById" || ours(hand).includes("clv:value-mid") || looks++ > 0) return answer;
        byHand(hand, { add: ["clv:value-mid"] });
        await events.work(deps);
        return answer;
      },
    });
    await writeAll(round.deps);
    expect(looks).toBeGreaterThan(0);
    await workWaiting();
    await settle();
    await expectAll(customers, ["clv:value-vip", "clv:stage-active"]);
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
