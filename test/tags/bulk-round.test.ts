import { describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { METAFIELD_KEYS } from "#app/segments/metafield-keys.ts";
import { ROUND } from "#app/tags/begin-round.server.ts";
import { planCalls } from "#app/tags/plan-calls.ts";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { writeCustomers } from "#app/tags/write-customers.server.ts";
import { eventually } from "../support/eventually.ts";
import { FOREIGN_TAGS, putCustomer, rescore, switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

const { test, shopify, shop, deps, payload, fill, tagsOf, readRows, lastRun, waitingJobs, expectAll, writeAll, secondsToNextStep, passDays } =
  useShopWithScores();

const step = (using = deps) => writeCustomers(using, payload(), { onWritten: async () => {} });
const ownTagsOf = (id: bigint) => tagsOf(id).filter((tag) => !FOREIGN_TAGS.includes(tag)).toSorted();
const operations = () => [...shopify.sandbox.store.bulkOperations.values()];

/** Does something once, the first time that a round looks how far Shopify is. */
function during(act: () => Promise<void>) {
  let done = false;
  return watch(deps, {
    onCall: async (name) => {
      if (name !== "BulkOperationById" || done) return;
      done = true;
      await act();
    },
  }).deps;
}

/** A Shopify that works on each mutation and does not get beyond the half. */
function stuckAtHalf() {
  const bulkOperation = { status: "RUNNING", errorCode: null, objectCount: "30", fileSize: null, url: null, partialDataUrl: null };
  return watch(deps, { onAnswer: (name, answer) => (name === "BulkOperationById" ? { bulkOperation } : answer) });
}

/** The first `steps` of a run over 60 customers: one looks at everybody, one claims, one starts the mutations. */
async function begin(steps: 2 | 3, prepare = (_customers: bigint[]) => {}): Promise<bigint[]> {
  const customers = await fill(60);
  prepare(customers);
  for (let taken = 0; taken < steps; taken += 1) await step();
  return customers;
}

async function workWaitingEvents(): Promise<void> {
  for (const key of await waitingJobs()) {
    const customerId = /^write-customer:\d+:(\d+)$/.exec(key)?.[1];
    if (customerId) await writeCustomer(deps, { ...payload(), customerId });
  }
}

describe("a step of a run", () => {
  it("does not wait for Shopify: it looks how far that is, and leaves the rest to a later one, and a later one", async () => {
    await begin(3);
    await step(stuckAtHalf().deps);
    expect(await secondsToNextStep()).toBeLessThan(1);
    expect(await lastRun()).toMatchObject({ customersTotal: 60, customersDone: 30 });
    passDays(1);
    const later = stuckAtHalf();
    await step(later.deps);
    expect(later.calls).toEqual(["BulkOperationById", "BulkOperationById"]);
    expect(Math.round((await secondsToNextStep())!)).toBe(10);
    await writeAll();
    expect(await lastRun()).toMatchObject({ customersTotal: 60, customersDone: 60, customersEstimated: 0 });
  });

  it("comes again in a while where Shopify runs as many mutations as it allows", async () => {
    const { bulkOperations } = shopify.sandbox.store;
    const customers = await begin(3);
    await writeAll();
    const others = operations().slice(-1).flatMap((one) => [1, 2, 3, 4, 5].map((more) => ({ ...one, id: one.id + 1000 + more })));
    for (const other of others) bulkOperations.put({ ...other, status: "RUNNING" });
    await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier: "low" })));
    for (let taken = 0; taken < 3; taken += 1) await step();
    expect(await lastRun()).toMatchObject({ problem: null, failures: 0, finishedAt: null });
    expect(await secondsToNextStep()).toBeGreaterThan(8);
    for (const { id } of others) bulkOperations.remove(id);
    await writeAll();
    await expectAll(customers, ["clv:value-low", "clv:stage-active"]);
  });

  it("that fails is tried again, later each time and for as long as it takes", async () => {
    const customers = await begin(2);
    const broken = watch(deps, {
      onCall: async (name) => {
        if (name === "StartBulkMutation") throw new Error("no route to Shopify");
      },
    });
    const waits: number[] = [];
    for (let tried = 0; tried < 20; tried += 1) {
      await step(broken.deps);
      waits.push(Math.round((await secondsToNextStep())!));
    }
    expect(waits.slice(0, 4)).toEqual([10, 20, 40, 80]);
    expect(waits.at(-1)).toBe(900);
    expect(await lastRun()).toMatchObject({ finishedAt: null, failures: 20, problem: { code: "unexpected", shopifyMessage: null } });
    await writeAll();
    await expectAll(customers, ["clv:value-mid", "clv:stage-active"]);
    expect(await lastRun()).toMatchObject({ finishedAt: expect.any(Date), failures: 0, problem: null });
  });
});

describe("an event on a customer whom a round holds", () => {
  it("revives a run whose job is gone", async () => {
    const customers = await begin(3);
    await test.owner.query("DELETE FROM graphile_worker._private_jobs");
    await rescore(test.db, shop.id, customers[5]!, { stage: "lost" });
    const event = { ...payload(), customerId: String(customers[5]) };
    await writeCustomer(deps, event);
    expect(await waitingJobs()).toEqual([`write-customers:${shop.id}`]);
    await writeAll();
    await workWaitingEvents();
    expect(ownTagsOf(customers[5]!)).toEqual(["clv:stage-lost", "clv:value-mid"]);
  });

  it("does not hasten a run that is under way", async () => {
    const customers = await begin(3);
    await test.owner.query("UPDATE graphile_worker._private_jobs SET run_at = now() + interval '1 hour'");
    await writeCustomer(deps, { ...payload(), customerId: String(customers[5]) });
    expect(await secondsToNextStep()).toBeGreaterThan(3000);
  });

  it("is written at once after a round that Shopify did not answer", async () => {
    const customers = await begin(3);
    const unknown = watch(deps, { onAnswer: (name, answer) => (name === "BulkOperationById" ? { bulkOperation: null } : answer) });
    await step(unknown.deps);
    expect(await lastRun()).toMatchObject({ failures: 1, problem: { code: "bulk-ended-early", status: "UNKNOWN" } });
    expect((await readRows()).every(({ pending, inBulk }) => pending && inBulk)).toBe(true);
    const live = watch(deps);
    await writeCustomer(live.deps, { ...payload(), customerId: String(customers[5]) });
    // By then the round may have set the figures all the same.
    expect(live.calls.slice(0, 2)).toEqual(["TagsAdd", "CustomerFigures"]);
    await writeAll();
    await expectAll(customers, ["clv:value-mid", "clv:stage-active"]);
  });
});

describe("while a round is under way", () => {
  it.each(["gone", "left"] as const)("a merge, with only the one who is %s in the round, ends with one tag of each dimension", async (changed) => {
    const customers = await fill(60);
    await writeAll();
    const [gone, left] = customers as [bigint, bigint];
    const still = changed === "gone" ? left : gone;
    const live = watch(deps);
    const vip = { valueTier: "vip", lifetimeValueMinor: 60_000 } as const;
    await switchToRun(test.db, shop.id, customers.map((customerId) => (customerId === still ? { customerId } : { customerId, ...vip })));
    await writeAll(during(async () => {
      await eventually(() => operations().every(({ status }) => status === "COMPLETED"));
      putCustomer(shopify.sandbox, Number(left), [...new Set([...tagsOf(gone), ...tagsOf(left)])]);
      shopify.sandbox.store.customers.remove(Number(gone));
      await withShop(test.db, shop.id, async (tx) => {
        await tx.customerMerge.create({ data: { shopId: shop.id, fromCustomerId: gone, toCustomerId: left } });
        await tx.customerScore.deleteMany({ where: { shopId: shop.id, customerId: gone } });
      });
      for (const customerId of [gone, left]) await writeCustomer(live.deps, { ...payload(), customerId: String(customerId) });
    }));
    expect(live.calls).toEqual([]);
    expect(await lastRun()).toMatchObject({ failures: 0, finishedAt: expect.any(Date) });
    await workWaitingEvents();
    expect(ownTagsOf(left)).toEqual(["clv:stage-active", changed === "gone" ? "clv:value-mid" : "clv:value-vip"]);
    expect((await readRows()).map(({ customerId }) => customerId)).toEqual(customers.slice(1));
  });

  it("a new score run is written by the same run, and not by a job for each customer", async () => {
    const customers = await fill(60);
    await writeAll(during(() =>
      switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier: "vip" as const, lifetimeValueMinor: 60_000 }))),
    ));
    expect(await waitingJobs()).toEqual([]);
    await expectAll(customers, ["clv:value-vip", "clv:stage-active"]);
    expect(await lastRun()).toMatchObject({ customersTotal: 120, customersDone: 120, finishedAt: expect.any(Date) });
  });

  it.each([2, 3] as const)("a customer's redaction after step %i shifts nobody's lines", async (steps) => {
    const customers = await begin(steps, (all) =>
      putCustomer(shopify.sandbox, Number(all[9]), Array.from({ length: 250 }, (_, index) => `tag-${index}`)),
    );
    await withShop(test.db, shop.id, async (tx) => {
      await tx.customerWrite.deleteMany({ where: { customerId: customers[0]! } });
      await tx.customerScore.deleteMany({ where: { customerId: customers[0]! } });
    });
    await writeAll();
    const refused = (await readRows()).filter(({ error }) => error !== null).map(({ customerId }) => customerId);
    expect(refused).toEqual([customers[9]]);
  });

  it("lines that Shopify did not answer are no refusals: they are written anew", async () => {
    const customers = await fill(60);
    let files = 0;
    let spoiltLines = 0;
    const throttled = async (name: string, answer: unknown) => {
      const { bulkOperation } = answer as { bulkOperation?: { url: string | null } };
      if (name !== "BulkOperationById" || !bulkOperation?.url || files === 2) return answer;
      files += 1;
      const lines = (await (await fetch(bulkOperation.url)).text()).trimEnd().split("\n");
      const spoilt = lines.map((line) => line.replace(/^.*"__lineNumber":(7|31)}$/, '{"data":null,"errors":[{"message":"Throttled"}],"__lineNumber":$1}'));
      spoiltLines += spoilt.filter((line) => line.includes("Throttled")).length;
      return { bulkOperation: { ...bulkOperation, fileSize: null, url: `data:text/jsonl,${encodeURIComponent(spoilt.join("\n"))}` } };
    };
    await writeAll(watch(deps, { onAnswer: throttled }).deps);
    expect(spoiltLines).toBe(4);
    await workWaitingEvents();
    await expectAll(customers, ["clv:value-mid", "clv:stage-active"]);
    expect(await lastRun()).toMatchObject({ refused: 0, problem: null, finishedAt: expect.any(Date) });
  });
});

it("an event adopts what was merged into its customer, and leaves other merges to theirs", async () => {
  const [gone, left, otherGone, otherLeft] = (await fill(4)) as [bigint, bigint, bigint, bigint];
  await writeAll();
  await withShop(test.db, shop.id, (tx) =>
    tx.customerMerge.createMany({
      data: [
        { shopId: shop.id, fromCustomerId: gone, toCustomerId: left },
        { shopId: shop.id, fromCustomerId: otherGone, toCustomerId: otherLeft },
      ],
    }),
  );
  await writeCustomer(deps, { ...payload(), customerId: String(gone) });
  expect((await readRows()).map(({ customerId }) => customerId)).toEqual([left, otherGone, otherLeft]);
  await writeAll();
  expect((await readRows()).map(({ customerId }) => customerId)).toEqual([left, otherLeft]);
});

it("an order's tag does not wait for a round that does not hold its customer", async () => {
  const customers = await fill(60);
  const newcomer = 7n;
  putCustomer(shopify.sandbox, Number(newcomer));
  const live = watch(deps);
  const round = during(async () => {
    await withShop(test.db, shop.id, async (tx) => {
      const score = await tx.customerScore.findFirstOrThrow({ where: { customerId: customers[0]! }, omit: { segment: true } });
      await tx.customerScore.create({ data: { ...score, customerId: newcomer } });
    });
    await writeCustomer(live.deps, { ...payload(), customerId: String(newcomer) });
    expect(ownTagsOf(newcomer)).toEqual(["clv:stage-active", "clv:value-mid"]);
    expect(await lastRun()).toMatchObject({ finishedAt: null });
  });
  await writeAll(round);
  expect(live.calls).toEqual(["TagsAdd", "MetafieldsSet"]);
  await expectAll([newcomer, ...customers], ["clv:value-mid", "clv:stage-active"]);
});

it("the longest lines that a round can have stay within what Shopify takes", () => {
  const most = "9".repeat(19);
  const value = Object.fromEntries(METAFIELD_KEYS.map((key) => [key, `-${most}.99`]));
  const tags = [`${"ü".repeat(254)}1`, `${"ü".repeat(254)}2`];
  const diff = { addTags: tags, removeTags: [...tags, ...tags], setMetafields: value, deleteMetafields: [...METAFIELD_KEYS] };
  for (const { kind, variables } of planCalls(10n ** 18n, diff)) {
    expect(Buffer.byteLength(`${JSON.stringify(variables)}\n`) * ROUND, kind).toBeLessThan(100_000_000);
  }
});

it("a cut line in the results answers nobody, and its customer is written anew", async () => {
  const customers = await fill(60);
  shopify.sandbox.faults.add({ kind: "bulk-malformed", next: 2 });
  await writeAll();
  shopify.sandbox.faults.clear();
  await workWaitingEvents();
  await expectAll(customers, ["clv:value-mid", "clv:stage-active"]);
  expect(await lastRun()).toMatchObject({ failures: 0, problem: null, finishedAt: expect.any(Date) });
});
