import { describe, expect, it } from "vitest";
import { findFailedJobs } from "#app/compliance/failed-jobs.repo.server.ts";
import { retryFaults } from "#app/compliance/retry-faults.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import type { FileDeps } from "#app/deps.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { ShopifyError, type ShopifyErrorKind } from "#app/shopify/shopify-error.ts";
import { readStream } from "../support/read-stream.ts";
import { switchToRun } from "../tags/shop-with-scores.ts";
import { addUp } from "../views/scored-shop.ts";
import { SCORES, useCustomerFiles } from "./use-customer-files.ts";

const { test, shopify, shop, deps, ask, send, look, download, idsInFile, step, fill, idsInList, shopifyThat, scoreMany, rowsOf, subscribe } = useCustomerFiles();

const failingAt = (call: number, kind: ShopifyErrorKind) =>
  shopifyThat((at) => {
    if (at === call) throw new ShopifyError(kind, "Shopify is not itself");
  });

describe("while it is made", () => {
  it("what happens to the run changes nothing of it: everybody is in it once, with the figures of when it was asked for", async () => {
    await ask("sort=orders");
    const before = await idsInList("sort=orders");
    const watched = shopifyThat(async (call) => {
      if (call !== 2) return;
      // Who was far up is now far down, and the other way round; and the run of before is gone.
      await switchToRun(test.db, shop.id, SCORES.map(({ customerId }) => ({ customerId, lifetimeValueMinor: Number(customerId) })));
      await test.owner.query("DELETE FROM customer_scores WHERE run_id <> (SELECT current_run_id FROM shops WHERE id = $1)", [shop.id]);
    });
    await fill(watched.deps);
    const { text } = await readStream((await download()).body!);
    const lines = text.trimEnd().split("\n").slice(1).map((line) => line.split(","));
    expect(lines.map(([id]) => id)).toEqual(before);
    expect(new Set(lines.map((cells) => cells[4]))).toEqual(new Set(["60.00"]));
  });

  it("it goes on behind the last part that was stored, whatever cuts it off", async () => {
    await ask();
    const [first, second] = [failingAt(2, "throttled"), failingAt(2, "unavailable")];
    await expect(step(first.deps)).rejects.toThrow();
    await send("retry");
    await expect(step(second.deps)).rejects.toThrow();
    await send("retry");
    const third = shopifyThat(() => {});
    await fill(third.deps);
    // Three parts, of which each was asked about once where Shopify answered.
    expect([first.calls.length, second.calls.length, third.calls.length]).toEqual([2, 2, 1]);
    const ids = await idsInFile();
    expect([ids.length, new Set(ids).size]).toEqual([120, 120]);
  });

  it("a process that is taken for dead writes no part twice", async () => {
    await ask();
    const slow = shopifyThat(async (call) => {
      if (call === 1) await handlersOf(deps).find(({ job }) => job === "fill-customer-file")!.run((await fillJob()).payload, { isLast: false });
    });
    await step(slow.deps);
    expect(slow.calls).toHaveLength(1);
    expect(await look()).toMatchObject({ state: "whole", done: 120, lines: 120 });
    expect(await idsInFile()).toHaveLength(120);
  });

  const fillJob = async () => ({ payload: { shopId: String(shop.id), fileId: String((await rowsOf("customer_files"))[0]!.id) } });

  it("it is given up at the last attempt, says why, and is gone on with when asked", async () => {
    await ask();
    await expect(step(failingAt(2, "refused").deps, true)).rejects.toThrow();
    expect(await look()).toMatchObject({ state: "failed", done: 50, problem: "failed" });
    expect(await send("retry")).toMatchObject({ state: "coming", done: 50, problem: null });
    await fill();
    expect(await idsInFile()).toHaveLength(120);
  });

  it("what is gone on with from the list of activity is given up no longer", async () => {
    await ask();
    await expect(step(failingAt(2, "refused").deps, true)).rejects.toThrow();
    // As the queue keeps it after the last attempt.
    await send("retry");
    await test.owner.query("UPDATE customer_files SET given_up = true, problem = 'failed'");
    await test.owner.query("UPDATE graphile_worker._private_jobs SET attempts = max_attempts");
    await retryFaults(deps, shop.id);
    await expect(step(failingAt(2, "unavailable").deps)).rejects.toThrow();
    expect(await look()).toMatchObject({ state: "delayed", done: 100 });
  });

  it("it leaves others of the worker their turn after some parts", async () => {
    await scoreMany(700);
    await ask();
    expect(await step()).toBe(true);
    expect(await look()).toMatchObject({ state: "coming", done: 500 });
    await fill();
    expect(await look()).toMatchObject({ state: "whole", done: 700, lines: 120 });
  });

  it("whoever objects is left out, also who does so after it was asked for", async () => {
    await ask();
    await test.owner.query("INSERT INTO customer_opt_outs (shop_id, customer_id, kind, since) VALUES ($1, 7, 'automated-decisions', now())", [shop.id]);
    const customer = shopify.sandbox.store.customers.get(8)!;
    shopify.sandbox.store.customers.put({ ...customer, dataSaleOptOut: true });
    await fill();
    const ids = await idsInFile();
    expect(ids).toHaveLength(118);
    expect(ids).not.toEqual(expect.arrayContaining(["7"]));
    expect(ids).not.toEqual(expect.arrayContaining(["8"]));
  });

  it("whoever objects once their part is sealed is left out when it is fetched", async () => {
    await ask("tier=low");
    await fill();
    const [first, ...others] = await idsInFile();
    expect(others).toHaveLength(11);
    // As an import stores what it asked for before the file was.
    await test.owner.query("INSERT INTO customer_opt_outs VALUES ($1, $2, 'sale-of-data', now() - interval '10 minutes')", [shop.id, first]);
    expect(await idsInFile()).toEqual(others);
    expect(await look()).toMatchObject({ lines: 12 });
  });

  it("it can be dropped, and what was on its way is not stored", async () => {
    await ask();
    const watched = shopifyThat(async (call) => {
      if (call === 2) await send("drop");
    });
    await fill(watched.deps);
    expect([await rowsOf("customer_files"), await rowsOf("file_parts"), await look()]).toEqual([[], [], null]);
    expect(watched.calls).toHaveLength(2);
  });

  it("it can be dropped while Shopify fails, which is nobody's failure then", async () => {
    await ask();
    const failing = shopifyThat(async (call) => {
      if (call !== 2) return;
      await send("drop");
      throw new ShopifyError("unavailable", "Shopify is not itself");
    });
    expect(await step(failing.deps, true)).toBe(true);
    expect(await look()).toBeNull();
  });

  it("it can be dropped at the moment at which its next part is read", async () => {
    await ask();
    const owner = await test.owner.connect();
    try {
      await owner.query("BEGIN; LOCK TABLE file_parts IN ACCESS EXCLUSIVE MODE");
      const stepping = step();
      const waits = "SELECT count(*)::int AS waiting FROM pg_locks WHERE relation = 'file_parts'::regclass AND NOT granted";
      await expect.poll(async () => (await owner.query(waits)).rows, { timeout: 10_000 }).toEqual([{ waiting: 1 }]);
      await owner.query("DELETE FROM customer_files; COMMIT");
      expect(await stepping).toBe(true);
    } finally {
      owner.release(true);
    }
  });

  it.each([
    ["dropped", () => send("drop")],
    ["dropped for another", () => ask("tier=low")],
    ["gone with the app that was removed", () => handlersOf(deps).find(({ job }) => job === "uninstall-shop")!.run({ shopId: String(shop.id), uninstalledAt: deps.clock().toISOString() }, { isLast: false })],
    ["forgotten", () => handlersOf(deps).find(({ job }) => job === "redact-customer")!.run({ shopId: String(shop.id), requestId: "r", customerId: "3", orderIds: [] }, { isLast: false })],
  ])("one that has failed and is %s leaves nothing among what failed", async (_how, drop) => {
    const { currentRunId } = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shop.id } });
    await addUp(test.db, { id: shop.id, currentRunId: currentRunId! });
    await ask();
    // As the queue keeps it after the last attempt.
    await test.owner.query("UPDATE graphile_worker._private_jobs AS jobs SET attempts = max_attempts, last_error = 'Shopify is not itself' FROM graphile_worker._private_tasks AS tasks WHERE tasks.id = task_id AND identifier = 'fill-customer-file'");
    const failed = () => withShop(test.db, shop.id, (tx) => findFailedJobs(tx, shop.id));
    expect((await failed()).givenUp).toMatchObject([{ job: "fill-customer-file", jobs: 1 }]);
    await drop();
    expect(await failed()).toEqual({ givenUp: [], retried: [] });
  });

  it("it says so where Shopify has not approved the app for what stands in it, and goes on once it has", async () => {
    subscribe(3, "3@customers.example");
    await ask();
    shopify.sandbox.approval.set("LEVEL_1");
    try {
      await expect(step(deps, true)).rejects.toThrow("not approved");
      expect(await look()).toMatchObject({ state: "failed", problem: "not-approved" });
    } finally {
      shopify.sandbox.approval.set("LEVEL_2");
    }
    await send("retry");
    await fill();
    expect(await idsInFile()).toHaveLength(120);
  });

  it("Shopify is asked as by work that may wait", async () => {
    await ask("tier=low");
    const urgencies: unknown[] = [];
    const run: FileDeps["shopify"]["run"] = (id, operation, variables, urgency) => (urgencies.push(urgency), deps.shopify.run(id, operation, variables, urgency));
    await fill({ ...deps, shopify: { ...deps.shopify, run } });
    expect(urgencies).toEqual(["patient"]);
  });
});
