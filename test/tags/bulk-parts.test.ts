import { beforeEach, expect, it } from "vitest";
import { switchToRun } from "./shop-with-scores.ts";
import { useShopWithScores } from "./use-shop-with-scores.ts";
import { watch } from "./watched-shopify.ts";

const { test, shopify, shop, deps, fill, lastRun, writeAll, expectAll } = useShopWithScores();

/** More than one mutation's worth of each kind. */
const MANY = 4200;

const operations = () => [...shopify.sandbox.store.bulkOperations.values()];
const finished = { customersTotal: MANY, customersDone: MANY, refused: 0, finishedAt: expect.any(Date) };

beforeEach(async () => {
  await test.owner.query("UPDATE shops SET cap_customers = $1", [MANY]);
});

it("many lines are shared by five mutations at once, and whose result is whose stays known", async () => {
  const customers = await fill(MANY);
  const started: string[][] = [[]];
  const watched = watch(deps, {
    onCall: async (name) => {
      if (name === "StartBulkMutation") started.at(-1)!.push(name);
      else if (name === "BulkOperationById" && started.at(-1)!.length > 0) started.push([]);
      expect(operations().filter(({ status }) => status === "CREATED" || status === "RUNNING").length).toBeLessThanOrEqual(5);
    },
  });
  await writeAll(watched.deps);
  expect(started.map(({ length }) => length)).toEqual([5, 0]);
  await expectAll(customers, ["clv:value-mid", "clv:stage-active"]);
  expect(await lastRun()).toMatchObject({ ...finished, tagsAdded: 2 * MANY, metafieldsSet: 10 * MANY });

  // Of what goes, what comes, what is set and what is deleted, tags wait for each other.
  await switchToRun(test.db, shop.id, customers.map((customerId) => ({ customerId, valueTier: "vip" as const, lifetimeValueMinor: 60_000 })));
  started.splice(0, started.length, []);
  await writeAll(watched.deps);
  expect(started.flat().length).toBeGreaterThan(5);
  await expectAll(customers, ["clv:value-vip", "clv:stage-active"]);
  expect(await lastRun()).toMatchObject({ ...finished, tagsAdded: MANY, tagsRemoved: MANY });
}, 120_000);

it("a mutation that Shopify breaks off, and one with a cut result, spoil nothing of what the others did", async () => {
  const { faults } = shopify.sandbox;
  const customers = await fill(MANY);
  faults.add({ kind: "bulk-canceled", amount: 700, next: 1 });
  faults.add({ kind: "bulk-malformed", next: 1 });
  await writeAll();
  expect(faults.list().reduce((sum, { struck }) => sum + struck, 0)).toBeGreaterThan(0);
  faults.clear();
  const broken = await lastRun();
  expect(broken).toMatchObject({ failures: 1, problem: { code: "bulk-ended-early" } });
  expect(broken.customersDone).toBeGreaterThan(0);
  expect(broken.customersDone).toBeLessThan(MANY);
  await writeAll();
  await expectAll(customers, ["clv:value-mid", "clv:stage-active"]);
  expect(await lastRun()).toMatchObject({ id: broken.id, ...finished, failures: 0, problem: null });
}, 120_000);
