import { beforeEach, describe, expect, it } from "vitest";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

const { test, shopify, shop, deps, payload, fill, expectAll, metafieldsOf, lastRun, writeAll } = useShopWithScores();

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

/** Dies at one call after the other, then tries again with these wishes, until a run of each kind gets through alive. */
async function dieEverywhere(count: number, { death, wishes }: Course): Promise<Set<string>> {
  const customers = await fill(count);
  await writeAll();
  const diedAt = new Set<string>();
  for (let call = 1, alive = 0; ; call += 1) {
    let wish = await switchRun(customers);
    const watched = watch(deps, { [death]: call });
    const died = await writeAll(watched.deps).then(() => false, () => true);
    if (!died) {
      alive += 1;
      if (alive === RUNS.length) return diedAt;
      continue;
    }
    alive = 0;
    diedAt.add(watched.calls[call - 1]!);

    if (wishes === "others" || (wishes !== "the same" && call % 2 === 0)) wish = await switchRun(customers);
    await writeAll();
    await expectAll(customers, wish.tags);
    for (const id of customers) {
      expect(metafieldsOf(id)).toMatchObject({ value_tier: wish.valueTier, stage: wish.stage });
      expect("amount_to_next_tier" in metafieldsOf(id)).toBe(wish.valueTier !== "vip");
    }
    expect(await lastRun()).toMatchObject({ problem: null, finishedAt: expect.any(Date), refused: 0 });
    const again = watch(deps);
    await writeAll(again.deps);
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
    expect(await dieEverywhere(3, course)).toEqual(new Set(["TagsRemove", "TagsAdd", "CustomerFigures", "MetafieldsSet", "MetafieldsDelete"]));
  });

  it.each<Course>([
    { death: "diesBefore", wishes: "now the same, now others" },
    { death: "diesAfter", wishes: "now the same, now others" },
  ])("in bulk ($death each call) leaves nothing that the next run does not find", async (course) => {
    const diedAt = await dieEverywhere(60, course);
    expect([...diedAt].sort()).toEqual(["BulkOperationById", "StageBulkVariables", "StartBulkMutation"]);
  }, 120_000);

  it("before it heard that a bulk mutation has started lets that end before it starts another", async () => {
    const { bulkOperations } = shopify.sandbox.store;
    const before = [...bulkOperations.values()].length;
    await fill(60);
    await expect(writeAll(watch(deps, { diesAfter: 2 }).deps)).rejects.toThrow("dead");
    expect([...bulkOperations.values()].slice(before).map(({ status }) => status)).toEqual(["CREATED"]);
    let unfinished: string[] | null = null;
    const next = watch(deps, {
      onCall: async (name) => {
        if (name !== "StageBulkVariables") return;
        unfinished ??= [...bulkOperations.values()].map(({ status }) => status).filter((it) => it !== "COMPLETED");
      },
    });
    await writeAll(next.deps);
    expect(next.calls[0]).toBe("BulkMutationsUnderWay");
    expect(unfinished).toEqual([]);
  });

  it("on an event leaves nothing that the event tried again does not find", async () => {
    const [id] = await fill(1);
    const event = { ...payload(), customerId: String(id) };
    await writeAll();
    for (let call = 1; call <= 4; call += 1) {
      await switchRun([id!]);
      await writeCustomer(watch(deps, { diesAfter: call }).deps, event).catch(() => {});
      const { tags } = await switchRun([id!]);
      await writeCustomer(deps, event);
      await expectAll([id!], tags);
    }
  });
});

it("a bulk operation that Shopify ends halfway leaves its run open, which goes on and finishes", async () => {
  const { bulkOperations } = shopify.sandbox.store;
  const customers = await fill(400);
  const stopper = setInterval(() => {
    for (const operation of bulkOperations.values()) {
      if (operation.status === "RUNNING" && operation.objectCount > 0) bulkOperations.put({ ...operation, status: "CANCELING" });
    }
  }, 1);
  await writeAll().finally(() => clearInterval(stopper));
  const failed = await lastRun();
  expect(failed).toMatchObject({ customersTotal: 400, finishedAt: null, failures: 1, problem: { code: "bulk-ended-early", status: "CANCELED" } });
  expect(failed.customersDone).toBeLessThan(400);

  await writeAll();
  await expectAll(customers, ["clv:value-mid", "clv:stage-active"]);
  expect(await lastRun()).toMatchObject({
    id: failed.id, customersTotal: 400, customersDone: 400, failures: 0, problem: null, finishedAt: expect.any(Date),
  });
});
