import { beforeEach, describe, expect, it } from "vitest";
import { writeCustomer } from "#app/tags/write-customer.server.ts";
import { writeCustomers } from "#app/tags/write-customers.server.ts";
import { switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

const { test, shop, deps, payload, fill, expectAll, metafieldsOf, lastRun } = useShopWithScores();

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

async function switchRun(customers: bigint[]): Promise<{ tags: string[]; hasNextTier: boolean }> {
  const run = RUNS[(turn += 1) % RUNS.length]!;
  await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, ...run })));
  return { tags: [`clv:value-${run.valueTier}`, `clv:stage-${run.stage}`], hasNextTier: run.valueTier !== "vip" };
}

/** Dies at one call after the other, each time with other wishes before and after, until a run gets through alive. */
async function dieEverywhere(count: number, death: "diesBefore" | "diesAfter"): Promise<Set<string>> {
  const customers = await fill(count);
  await writeCustomers(deps, payload());
  const diedAt = new Set<string>();
  for (let call = 1; ; call += 1) {
    await switchRun(customers);
    const watched = watch(deps, { [death]: call });
    const died = await writeCustomers(watched.deps, payload()).then(() => false, () => true);
    if (!died) return diedAt;
    diedAt.add(watched.calls[call - 1]!);

    const { tags, hasNextTier } = await switchRun(customers);
    await writeCustomers(deps, payload());
    await expectAll(customers, tags);
    for (const id of customers) expect("amount_to_next_tier" in metafieldsOf(id)).toBe(hasNextTier);
    expect(await lastRun()).toMatchObject({ error: null, finishedAt: expect.any(Date), refused: 0 });
    const again = watch(deps);
    await writeCustomers(again.deps, payload());
    expect(again.calls).toEqual([]);
  }
}

describe("a process that dies while it writes", () => {
  it.each(["diesBefore", "diesAfter"] as const)("directly (%s each call) leaves nothing that the next run does not find", async (death) => {
    expect(await dieEverywhere(3, death)).toEqual(new Set(["TagsRemove", "TagsAdd", "MetafieldsSet", "MetafieldsDelete"]));
  });

  it("in bulk (after each call) leaves nothing that the next run does not find", async () => {
    const diedAt = await dieEverywhere(60, "diesAfter");
    expect([...diedAt].sort()).toEqual(["BulkMutationResult", "StageBulkVariables", "StartBulkMutation"]);
  }, 120_000);

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
