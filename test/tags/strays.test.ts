import { beforeEach, describe, expect, it, vi } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { measureWrites } from "#app/tags/measure-writes.server.ts";
import { removeEverything } from "#app/tags/remove-everything.server.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { changeTags } from "#sandbox/commands/change-tags.ts";
import { deleteCustomer } from "#sandbox/commands/delete-customer.ts";
import { mergeCustomers } from "#sandbox/commands/merge-customers.ts";
import { FOREIGN_TAGS, putCustomer, rescore, switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

vi.mock("#app/tags/measure-writes.server.ts", async (original) => {
  const whole = await original<object & { measureWrites: typeof measureWrites }>();
  return { ...whole, measureWrites: vi.fn(whole.measureWrites) };
});

const { test, shopify, shop, deps, payload, fill, tagsOf, lastRun, readRows, writeAll } = useShopWithScores();
const LOW = { valueTier: "low", stage: "lost" } as const;

beforeEach(() => test.owner.query("UPDATE shops SET stray_tags = DEFAULT, stray_search_id = NULL"));

const noted = async () => (await withShop(test.db, shop.id, (tx) => tx.shop.findUniqueOrThrow({ where: { id: shop.id } }))).strayTags;
const mergeUntold = (merged: bigint, kept: bigint) => void mergeCustomers(shopify.sandbox, { keptId: Number(kept), mergedId: Number(merged) });
/** As after an order has left somebody: an event on a customer whom the run does not have any more. */
const writeEvent = (customerId: bigint) => writeCustomer(deps, { ...payload(), customerId: String(customerId) });

/** Somebody of a low value, and others; all are written. */
async function fillWritten(): Promise<[bigint, bigint, bigint]> {
  const [gone, kept, other] = (await fill(3)) as [bigint, bigint, bigint];
  await switchToRun(test.db, shop.id, [{ customerId: gone, ...LOW }, { customerId: kept }, { customerId: other, ...LOW }]);
  await writeAll();
  return [gone, kept, other];
}

describe("a customer merged without anybody telling, and of whose orders nothing tells either", () => {
  it("leaves one tag of each dimension on who was kept, in the run that finds them gone", async () => {
    const [gone, kept, other] = await fillWritten();
    mergeUntold(gone, kept);
    expect(tagsOf(kept)).toHaveLength(FOREIGN_TAGS.length + 4);
    await switchToRun(test.db, shop.id, [{ customerId: kept }, { customerId: other, ...LOW }]);
    await writeAll();
    expect(await lastRun()).toMatchObject({ finishedAt: expect.any(Date), approval: null });
    expect(tagsOf(kept).toSorted()).toEqual([...FOREIGN_TAGS, "clv:value-mid", "clv:stage-active"].toSorted());
    expect(tagsOf(other).toSorted()).toEqual([...FOREIGN_TAGS, "clv:value-low", "clv:stage-lost"].toSorted());
    expect((await readRows()).map(({ customerId }) => customerId)).toEqual([kept, other]);
    expect(await noted()).toEqual([]);
  });

  it("leaves none on who was kept and is not scored, and is seen to by the next run where an event has found them gone", async () => {
    const [gone, kept, other] = await fillWritten();
    putCustomer(shopify.sandbox, 5000);
    mergeUntold(gone, 5000n);
    await switchToRun(test.db, shop.id, [{ customerId: kept }, { customerId: other, ...LOW }]);
    await writeEvent(gone);
    expect(await noted()).toEqual([["clv:stage-lost", "clv:value-low"]]);
    await writeAll();
    expect(tagsOf(5000n)).toEqual(FOREIGN_TAGS);
    expect((await readRows()).map(({ customerId }) => customerId)).toEqual([kept, other]);
  });

  it("is found although a run has written who was kept before", async () => {
    const [gone, kept, other] = await fillWritten();
    await switchToRun(test.db, shop.id, [{ customerId: gone, ...LOW }, { customerId: kept, ...LOW, stage: "active" }, { customerId: other, ...LOW }]);
    await writeEvent(kept);
    mergeUntold(gone, kept);
    await switchToRun(test.db, shop.id, [{ customerId: gone, ...LOW }, { customerId: kept, valueTier: "high" }, { customerId: other, ...LOW }]);
    await writeEvent(kept);
    // The one's tier went with the other's, which was the same; their stage is still there.
    expect(tagsOf(kept).toSorted()).toEqual([...FOREIGN_TAGS, "clv:value-high", "clv:stage-active", "clv:stage-lost"].toSorted());
    await switchToRun(test.db, shop.id, [{ customerId: kept, valueTier: "high" }, { customerId: other, ...LOW }]);
    await writeAll();
    expect(tagsOf(kept).toSorted()).toEqual([...FOREIGN_TAGS, "clv:value-high", "clv:stage-active"].toSorted());
  });

  it("leaves none where a run has tried to write who is gone before, too", async () => {
    const [gone, kept, other] = await fillWritten();
    putCustomer(shopify.sandbox, 5000);
    mergeUntold(gone, 5000n);
    await switchToRun(test.db, shop.id, [{ customerId: gone, valueTier: "high" }, { customerId: kept }, { customerId: other, ...LOW }]);
    await writeEvent(gone);
    expect((await readRows())[0]).toMatchObject({ customerId: gone, error: expect.any(String) });
    await switchToRun(test.db, shop.id, [{ customerId: kept }, { customerId: other, ...LOW }]);
    await writeEvent(gone);
    await writeAll();
    expect([tagsOf(5000n), tagsOf(other)]).toEqual([FOREIGN_TAGS, [...FOREIGN_TAGS, "clv:value-low", "clv:stage-lost"]]);
  });

  it("is found by the clean exit, too", async () => {
    const [gone, kept] = await fillWritten();
    putCustomer(shopify.sandbox, 5000);
    mergeUntold(gone, 5000n);
    await removeEverything(deps, shop.id, { staffId: null });
    await writeAll();
    expect([kept, 5000n].map(tagsOf)).toEqual([FOREIGN_TAGS, FOREIGN_TAGS]);
    expect(await readRows()).toEqual([]);
  });

  it("is looked for anew where another one is found gone while Shopify looks", async () => {
    const [gone, kept, other] = await fillWritten();
    putCustomer(shopify.sandbox, 5000);
    await switchToRun(test.db, shop.id, [{ customerId: kept }, { customerId: other, ...LOW }]);
    mergeUntold(gone, kept);
    await writeEvent(gone);
    const late = watch(deps, {
      onAnswer: async (name, answer) => {
        if (name !== "BulkOperationById" || !shopify.sandbox.store.customers.get(Number(other))) return answer;
        mergeUntold(other, 5000n);
        await switchToRun(test.db, shop.id, [{ customerId: kept }]);
        await writeEvent(other);
        return answer;
      },
    });
    await writeAll(late.deps);
    expect(late.calls.filter((name) => name === "StartBulkQuery").length).toBeGreaterThan(1);
    expect([tagsOf(kept).toSorted(), tagsOf(5000n)]).toEqual([[...FOREIGN_TAGS, "clv:value-mid", "clv:stage-active"].toSorted(), FOREIGN_TAGS]);
  });
});

it("a search that Shopify refuses keeps nobody from being written, and is asked for again", async () => {
  const [gone, kept, other] = await fillWritten();
  mergeUntold(gone, kept);
  await switchToRun(test.db, shop.id, [{ customerId: kept, valueTier: "high" }, { customerId: other, ...LOW, stage: "active" }]);
  await writeEvent(gone);
  const refused = watch(deps, {
    onAnswer: (name, answer) => (name === "StartBulkQuery" ? { bulkOperationRunQuery: { bulkOperation: null, userErrors: [{ field: null, message: "Not now.", code: "INVALID" }] } } : answer),
  });
  await writeAll(refused.deps);
  expect(await lastRun()).toMatchObject({ finishedAt: null, problem: { code: "bulk-not-started", shopifyMessage: "Not now." } });
  expect(tagsOf(kept)).toContain("clv:value-high");
  expect(tagsOf(other).toSorted()).toEqual([...FOREIGN_TAGS, "clv:value-low", "clv:stage-active"].toSorted());
  expect(await noted()).not.toEqual([]);
  await writeAll();
  expect(await lastRun()).toMatchObject({ finishedAt: expect.any(Date) });
  expect(tagsOf(kept).toSorted()).toEqual([...FOREIGN_TAGS, "clv:value-high", "clv:stage-active"].toSorted());
  expect(await noted()).toEqual([]);
});

it("nobody is compared anew while Shopify looks", async () => {
  const [gone, kept, other] = await fillWritten();
  mergeUntold(gone, kept);
  await switchToRun(test.db, shop.id, [{ customerId: kept }, { customerId: other, ...LOW }]);
  let looks = 0;
  const measured: number[] = [];
  const slow = watch(deps, {
    onAnswer: (name, answer) => {
      if (name !== "BulkOperationById" || looks === 5) return answer;
      looks += 1;
      measured.push(vi.mocked(measureWrites).mock.calls.length);
      return { bulkOperation: { ...(answer as { bulkOperation: object }).bulkOperation, status: "RUNNING", completedAt: null, url: null } };
    },
  });
  await writeAll(slow.deps);
  expect(measured).toEqual(Array.from({ length: 5 }, () => measured[0]));
  expect(tagsOf(kept).toSorted()).toEqual([...FOREIGN_TAGS, "clv:value-mid", "clv:stage-active"].toSorted());
});

it("nobody is compared anew while Shopify has no room for the search, and all are again once it refuses it", async () => {
  const [gone, kept, other] = await fillWritten();
  mergeUntold(gone, kept);
  await switchToRun(test.db, shop.id, [{ customerId: kept }, { customerId: other, ...LOW }]);
  const answers = ["OPERATION_IN_PROGRESS", "OPERATION_IN_PROGRESS", "LIMIT_REACHED", "INVALID", "INVALID"];
  const measured: number[] = [];
  const busy = watch(deps, {
    onAnswer: (name, answer) => {
      const code = name === "StartBulkQuery" ? answers.shift() : undefined;
      if (code === undefined) return answer;
      measured.push(vi.mocked(measureWrites).mock.calls.length);
      return { bulkOperationRunQuery: { bulkOperation: null, userErrors: [{ field: null, message: "Not now.", code }] } };
    },
  });
  await writeAll(busy.deps);
  expect(measured).toEqual([measured[0], measured[0], measured[0], measured[0]]);
  expect(await lastRun()).toMatchObject({ finishedAt: null, problem: { code: "bulk-not-started" } });
  await rescore(test.db, shop.id, other, { valueTier: "high" });
  await writeAll(busy.deps);
  expect(tagsOf(other).toSorted()).toEqual([...FOREIGN_TAGS, "clv:value-high", "clv:stage-lost"].toSorted());
  expect(await noted()).not.toEqual([]);
  await writeAll();
  expect(tagsOf(kept).toSorted()).toEqual([...FOREIGN_TAGS, "clv:value-mid", "clv:stage-active"].toSorted());
  expect(await noted()).toEqual([]);
});

it("one who was only deleted costs one search, and changes nobody", async () => {
  const [gone, kept, other] = await fillWritten();
  deleteCustomer(shopify.sandbox, { customerId: Number(gone) });
  await switchToRun(test.db, shop.id, [{ customerId: kept }, { customerId: other, ...LOW }]);
  const first = watch(deps);
  await writeAll(first.deps);
  expect(first.calls.filter((name) => name === "StartBulkQuery")).toHaveLength(1);
  // Most of a shop may carry such a tag: what is not needed of them makes the file four times as long.
  expect([...shopify.sandbox.store.bulkOperations.values()].at(-1)!.document).not.toContain("metafield");
  expect(first.changes.filter((name) => name !== "StartBulkQuery")).toEqual(["TagsRemove", "MetafieldsDelete"]);
  const second = watch(deps);
  await writeAll(second.deps);
  expect(second.calls).toEqual([]);
});

it("a single tag that staff typed on a customer whom nothing is written stays theirs", async () => {
  const [gone, kept, other] = await fillWritten();
  putCustomer(shopify.sandbox, 5000);
  changeTags(shopify.sandbox, { customerId: 5000, add: ["clv:value-low"] });
  deleteCustomer(shopify.sandbox, { customerId: Number(gone) });
  await switchToRun(test.db, shop.id, [{ customerId: kept }, { customerId: other, ...LOW }]);
  await writeAll();
  expect(tagsOf(5000n)).toEqual([...FOREIGN_TAGS, "clv:value-low"]);
  await test.owner.query("UPDATE shops SET hand_changes = 'respect'");
  changeTags(shopify.sandbox, { customerId: Number(kept), add: ["clv:stage-lost"] });
  deleteCustomer(shopify.sandbox, { customerId: Number(other) });
  await switchToRun(test.db, shop.id, [{ customerId: kept }]);
  await writeAll();
  expect(tagsOf(kept)).toContain("clv:stage-lost");
});
