import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { openDatabase } from "#app/db/database.server.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { enqueue, enqueueRequests } from "#app/queue/enqueue.server.ts";
import { concurrencyOn } from "#app/queue/concurrency.ts";
import { handle } from "#app/queue/handle.ts";
import { jobRequest } from "#app/queue/job-request.ts";
import { type RunningWorker, type Schedule, startWorker } from "#app/queue/start-worker.server.ts";
import { captureLog } from "../support/captured-log.ts";
import { eventually } from "../support/eventually.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { noteInLineJob, noteJob } from "./note-job.ts";

const test = useTestDatabase();
const SHOP = 1n;
let worker: RunningWorker | undefined;
let captured: ReturnType<typeof captureLog>;

afterEach(async () => {
  await worker?.stop();
  worker = undefined;
  schedules = [];
  await test.owner.query("DELETE FROM graphile_worker._private_jobs");
});

let schedules: Schedule[] = [];

async function work(...handlers: Parameters<typeof startWorker>[0]["handlers"]): Promise<void> {
  captured = captureLog();
  worker = await startWorker({ db: test.db, databaseUrl: test.url, handlers, schedules, graceMs: 5000, log: captured.log });
}

const note = (text: string) => withShop(test.db, SHOP, (tx) => enqueue(tx, noteJob, { shopId: "1", text }));

describe("enqueue", () => {
  const waiting = async () => (await test.owner.query("SELECT * FROM graphile_worker.jobs")).rows;

  it("adds the job if, and only if, its transaction is committed", async () => {
    const undone = withShop(test.db, SHOP, async (tx) => {
      await enqueue(tx, noteJob, { shopId: "1", text: "never" });
      throw new Error("on second thoughts");
    });
    await expect(undone).rejects.toThrow("on second thoughts");
    expect(await waiting()).toEqual([]);
    await note("kept");
    expect(await waiting()).toMatchObject([{ task_identifier: "note", key: "note:1:kept", attempts: 0, max_attempts: 12 }]);
  });

  it("keeps one waiting job for many events about one thing", async () => {
    for (let event = 0; event < 20; event += 1) await note("order 7");
    await note("order 8");
    expect((await waiting()).map((it) => it.key)).toEqual(["note:1:order 7", "note:1:order 8"]);
  });

  it("refuses a payload that its job does not describe", async () => {
    const wrong = withShop(test.db, SHOP, (tx) => enqueue(tx, noteJob, { shopId: "one", text: "x" }));
    await expect(wrong).rejects.toThrow(/must be a whole number/);
    expect(await waiting()).toEqual([]);
  });

  it("lets a job wait for the time it is told", async () => {
    await withShop(test.db, SHOP, (tx) => enqueue(tx, noteJob, { shopId: "1", text: "later" }, { delaySeconds: 90 }));
    const { rows } = await test.owner.query(
      "SELECT extract(epoch FROM run_at - now())::float AS seconds FROM graphile_worker.jobs",
    );
    expect(rows[0].seconds).toBeGreaterThan(80);
    expect(rows[0].seconds).toBeLessThanOrEqual(90);
  });
});

describe("the worker", () => {
  it("hands a job its payload and forgets the job", async () => {
    const seen: unknown[] = [];
    await work(handle(noteJob, async (payload) => void seen.push(payload)));
    await note("hello");
    await eventually(() => seen.length > 0);
    expect(seen).toEqual([{ shopId: "1", text: "hello" }]);
    await eventually(async () => (await test.owner.query("SELECT 1 FROM graphile_worker.jobs")).rowCount === 0);
  });

  it("runs what was asked for while it was being worked once more", async () => {
    const seen: string[] = [];
    let finishFirst = () => {};
    const first = new Promise<void>((done) => (finishFirst = done));
    await work(
      handle(noteJob, async ({ text }) => {
        seen.push(text);
        if (seen.length === 1) await first;
      }),
    );
    await note("order 7");
    await eventually(() => seen.length === 1);
    await note("order 7");
    finishFirst();
    await eventually(() => seen.length === 2);
  });

  it("names in every line the webhook that caused a job, however many jobs ago", async () => {
    await work(
      handle(noteJob, async ({ text }) => {
        captured.log.info({ text }, "noted");
        if (text === "order") await note("tag");
      }),
    );
    await withShop(test.db, SHOP, (tx) => enqueueRequests(tx, [{ ...jobRequest(noteJob, { shopId: "1", text: "order" }), webhookId: "w-1" }]));
    await note("nightly");
    await eventually(() => captured.lines.filter((it) => it.msg === "job done").length === 3);
    const noted = captured.lines.filter((it) => it.msg === "noted").map(({ text, webhookId }) => [text, webhookId]);
    expect(noted.sort()).toEqual([["nightly", undefined], ["order", "w-1"], ["tag", "w-1"]]);
    const done = captured.lines.filter((it) => it.msg === "job done").map((it) => it.webhookId);
    expect(done.sort()).toEqual(["w-1", "w-1", undefined]);
  });

  it("tries a failed job again, and logs the failure once with its cause", async () => {
    let tries = 0;
    await work(
      handle(noteJob, async () => {
        tries += 1;
        if (tries === 1) throw new Error("not yet", { cause: new Error("the kettle is cold") });
      }),
    );
    await note("tea");
    await eventually(() => tries === 2);
    await eventually(async () => (await test.owner.query("SELECT 1 FROM graphile_worker.jobs")).rowCount === 0);
    const failures = captured.lines.filter((it) => it.level >= 50);
    expect(failures).toMatchObject([{ msg: "job failed", job: "note", attempt: 1, err: { message: "not yet", cause: { message: "the kettle is cold" } } }]);
  });

  it("does not hand over a payload that the job does not describe", async () => {
    const seen: unknown[] = [];
    await work(handle(noteJob, async (payload) => void seen.push(payload)));
    await test.owner.query(`SELECT graphile_worker.add_job('note', '{"shopId": 1}'::json)`);
    await eventually(() => captured.lines.some((it) => it.msg === "job failed"));
    expect(seen).toEqual([]);
  });

  it("runs the jobs of one line one after the other, and those of another beside them", async () => {
    const running = new Map<string, number>();
    let most = 0;
    let mostOfOneLine = 0;
    let done = 0;
    const { promise: bothLinesRun, resolve: letEnd } = Promise.withResolvers<void>();
    await work(
      handle(noteInLineJob, async ({ shopId }) => {
        running.set(shopId, (running.get(shopId) ?? 0) + 1);
        mostOfOneLine = Math.max(mostOfOneLine, running.get(shopId)!);
        most = Math.max(most, [...running.values()].reduce((sum, it) => sum + it, 0));
        if (most === 2) letEnd();
        await bothLinesRun;
        await sleep(60);
        running.set(shopId, running.get(shopId)! - 1);
        done += 1;
      }),
    );
    await withShop(test.db, SHOP, async (tx) => {
      for (const text of ["a", "b", "c", "d"]) {
        await enqueue(tx, noteInLineJob, { shopId: "1", text });
        await enqueue(tx, noteInLineJob, { shopId: "2", text });
      }
    });
    await eventually(() => done === 8);
    expect(mostOfOneLine).toBe(1);
    expect(most).toBe(2);
  });

  it("lets the job in hand end before it stops, and may be told twice", async () => {
    let state = "waiting";
    await work(
      handle(noteJob, async () => {
        state = "begun";
        await sleep(400);
        state = "ended";
      }),
    );
    await note("slow");
    await eventually(() => state === "begun");
    await Promise.all([worker!.stop(), worker!.stop()]);
    expect(state).toBe("ended");
    await expect(worker!.ended).resolves.toBeUndefined();
    worker = undefined;
  });

  it("lets a job that fails for the last time leave a trace, and no attempt before", async () => {
    const givenUp: unknown[] = [];
    const fail = () => Promise.reject(new Error("never"));
    await work(handle(noteJob, fail, async (payload, error) => void givenUp.push([payload, error])));
    await note("doomed");
    await eventually(() => captured.lines.filter((it) => it.msg === "job failed").length === 1);
    expect(givenUp).toEqual([]);
    // It is told before the worker lets go of the job, and says then when it is tried again.
    const letGo = "UPDATE graphile_worker._private_jobs SET attempts = 11, run_at = now() WHERE locked_at IS NULL";
    await eventually(async () => (await test.owner.query(letGo)).rowCount === 1);
    await eventually(() => captured.lines.filter((it) => it.msg === "job failed").length === 2);
    expect(givenUp).toMatchObject([[{ shopId: "1", text: "doomed" }, { message: "never" }]]);
  });

  it("tells of both where the trace cannot be left", async () => {
    const run = handle(noteJob, () => Promise.reject(new Error("first")), () => Promise.reject(new Error("second"))).run;
    const error = await run({ shopId: "1", text: "x" }, { isLast: true }).catch((it: unknown) => it);
    expect(error).toMatchObject({ errors: [{ message: "first" }, { message: "second" }] });
  });

  it("does what the clock asks for, and makes up for what it slept through", async () => {
    let nights = 0;
    const anHourAgo = (new Date().getUTCHours() + 23) % 24;
    schedules = [{ name: "nightly-test", crontab: `0 ${anHourAgo} * * *`, run: async () => void (nights += 1) }];
    await work();
    const known = async () => (await test.owner.query("SELECT identifier FROM graphile_worker._private_known_crontabs")).rows;
    await eventually(async () => (await known()).length === 1);
    await worker!.stop();
    await test.owner.query("UPDATE graphile_worker._private_known_crontabs SET known_since = now() - interval '3 days', last_execution = now() - interval '3 days'");
    await work();
    await eventually(() => nights > 0);
    await sleep(300);
    expect(nights, "three nights were slept through").toBe(1);
  });

  it("does it once, though two workers see the clock", async () => {
    let nights = 0;
    const anHourAgo = (new Date().getUTCHours() + 23) % 24;
    const night = { name: "night-of-two", crontab: `0 ${anHourAgo} * * *`, run: async () => void (nights += 1) };
    await test.owner.query(
      "INSERT INTO graphile_worker._private_known_crontabs VALUES ('night-of-two', now() - interval '3 days', now() - interval '3 days')",
    );
    const other = openDatabase(test.url, { connections: 10 });
    const options = { databaseUrl: test.url, handlers: [], schedules: [night], graceMs: 5000, log: captureLog().log };
    const two = await Promise.all([test.db, other].map((db) => startWorker({ ...options, db })));
    await eventually(() => nights > 0);
    await sleep(500);
    await Promise.all(two.map((it) => it.stop()));
    await other.close();
    expect(nights).toBe(1);
  });

  it("works as many jobs as its pool has connections for", () => {
    expect([5, 10, 26, 50].map(concurrencyOn)).toEqual([1, 2, 8, 16]);
    expect(() => concurrencyOn(4)).toThrow(/pool of 4 connections is too small: it needs 5/);
  });
});

describe("a worker whose first look for a job fails", () => {
  it("ends by that, since it would never take one", async () => {
    await test.owner.query("ALTER TABLE graphile_worker._private_tasks RENAME TO away");
    try {
      await work(handle(noteJob, async () => {}));
      await expect(worker!.ended).rejects.toThrow("The worker's first look for a job failed");
    } finally {
      await test.owner.query("ALTER TABLE graphile_worker.away RENAME TO _private_tasks");
    }
  });
});
