import { beforeEach, describe, expect, it } from "vitest";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { writeCustomers } from "#app/tags/write-customers.server.ts";
import { switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

const { test, shopify, shop, deps, payload, fill, expectAll, metafieldsOf, lastRun } = useShopWithScores();

/** Three runs in turn, each of which takes something away from the one before: tags, and a metafield. */
const RUNS = [
  { valueTier: "mid", stage: "active", lifetimeValueMinor: 6_000 },
  { valueTier: "vip", stage: "at-risk", lifetimeValueMinor: 60_000 },
  { valueTier: "low", stage: "lost", lifetimeValueMinor: 600 },
] as const;
let turn = 0;

beforeEach(() => {
  turn = 0;
});

async function switchRun(customers: bigint[]) {
  const run = RUNS[(turn += 1) % RUNS.length]!;
  await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, ...run })));
  return { ...run, tags: [`clv:value-${run.valueTier}`, `clv:stage-${run.stage}`] };
}

type Course = { death: "diesBefore" | "diesAfter"; wishes: "the same" | "others" | "now the same, now others" };

/** Dies at one call after the other, then tries again with these wishes, until a run gets through alive. */
async function dieEverywhere(count: number, { death, wishes }: Course): Promise<Set<string>> {
  const customers = await fill(count);
  await writeCustomers(deps, payload());
  const diedAt = new Set<string>();
  for (let call = 1; ; call += 1) {
    let wish = await switchRun(customers);
    const watched = watch(deps, { [death]: call });
    const died = await writeCustomers(watched.deps, payload()).then(() => false, () => true);
    if (!died) return diedAt;
    diedAt.add(watched.calls[call - 1]!);

    if (wishes === "others" || (wishes !== "the same" && call % 2 === 0)) wish = await switchRun(customers);
    await writeCustomers(deps, payload());
    await expectAll(customers, wish.tags);
    for (const id of customers) {
      expect(metafieldsOf(id)).toMatchObject({ value_tier: wish.valueTier, stage: wish.stage });
      expect("amount_to_next_tier" in metafieldsOf(id)).toBe(wish.valueTier !== "vip");
    }
    expect(await lastRun()).toMatchObject({ error: null, finishedAt: expect.any(Date), refused: 0 });
    const again = watch(deps);
    await writeCustomers(again.deps, payload());
    expect(again.calls).toEqual([]);
  }
}

describe("a process that dies while it writes", () => {
  it.each<Course>([
    { death: "diesBefore", wishes: "the same" },
    { death: "diesBefore", wishes: "others" },
    { death: "diesAfter", wishes: "the same" },
    { death: "diesAfter", wishes: "others" },
  ])("directly ($death each call) leaves nothing that a run with $wishes wishes does not find", async (course) => {
    expect(await dieEverywhere(3, course)).toEqual(new Set(["TagsRemove", "TagsAdd", "MetafieldsSet", "MetafieldsDelete"]));
  });

  it("in bulk leaves nothing that the next run does not find", async () => {
    const diedAt = await dieEverywhere(60, { death: "diesAfter", wishes: "now the same, now others" });
    expect([...diedAt].sort()).toEqual(["BulkMutationResult", "StageBulkVariables", "StartBulkMutation"]);
  }, 120_000);

  it("in bulk leaves operations at Shopify, which the next run lets end before it changes anything", async () => {
    const { bulkOperations } = shopify.sandbox.store;
    const customers = await fill(60);
    await expect(writeCustomers(watch(deps, { diesAfter: 3 }).deps, payload())).rejects.toThrow("dead");
    expect([...bulkOperations.values()].map(({ status }) => status)).toContain("CREATED");
    await switchRun(customers);
    let unfinished: string[] | null = null;
    const next = watch(deps, {
      onCall: async (name) => {
        if (name !== "StageBulkVariables") return;
        unfinished ??= [...bulkOperations.values()].map(({ status }) => status).filter((it) => it !== "COMPLETED");
      },
    });
    await writeCustomers(next.deps, payload());
    expect(next.calls[0]).toBe("BulkOperationsUnderWay");
    expect(unfinished).toEqual([]);
  });

  it("on an event leaves nothing that the event tried again does not find", async () => {
    const [id] = await fill(1);
    const event = { ...payload(), customerId: String(id) };
    await writeCustomers(deps, payload());
    for (let call = 1; call <= 4; call += 1) {
      await switchRun([id!]);
      await writeCustomer(watch(deps, { diesAfter: call }).deps, event).catch(() => {});
      const { tags } = await switchRun([id!]);
      await writeCustomer(deps, event);
      await expectAll([id!], tags);
    }
  });
});

it("a bulk operation that Shopify ends halfway fails the run, which the next one takes up and finishes", async () => {
  const { bulkOperations } = shopify.sandbox.store;
  const customers = await fill(400);
  const stopper = setInterval(() => {
    for (const operation of bulkOperations.values()) {
      if (operation.status === "RUNNING" && operation.objectCount > 0) bulkOperations.put({ ...operation, status: "CANCELING" });
    }
  }, 1);
  await expect(writeCustomers(deps, payload()).finally(() => clearInterval(stopper))).rejects.toThrow("CANCELED");
  const failed = await lastRun();
  expect(failed).toMatchObject({ customersTotal: 400, finishedAt: null, error: expect.stringContaining("CANCELED") });
  expect(failed.customersDone).toBeLessThan(400);

  await writeCustomers(deps, payload());
  await expectAll(customers, ["clv:value-mid", "clv:stage-active"]);
  expect(await lastRun()).toMatchObject({ id: failed.id, customersTotal: 400, customersDone: 400, error: null, finishedAt: expect.any(Date) });
});
