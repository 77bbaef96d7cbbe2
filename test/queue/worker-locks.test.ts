import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { enqueue } from "#app/queue/enqueue.server.ts";
import { handle } from "#app/queue/handle.ts";
import { type RunningWorker, startWorker } from "#app/queue/start-worker.server.ts";
import { captureLog } from "../support/captured-log.ts";
import { eventually } from "../support/eventually.ts";
import { lockHolders } from "../support/lock-holders.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { noteJob } from "./note-job.ts";

const test = useTestDatabase();
const workers: RunningWorker[] = [];
const children: ChildProcessByStdio<null, Readable, null>[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const worker of workers.splice(0)) await worker.stop();
});

/** A worker in a process of its own, that takes jobs and ends none. */
function hang(graceMs: number) {
  const script = fileURLToPath(new URL("./hanging-worker.ts", import.meta.url));
  const child = spawn(process.execPath, [script, test.url, String(graceMs)], { stdio: ["ignore", "pipe", "inherit"] });
  children.push(child);
  let said = "";
  // Listening from the start: a job may be taken before whoever enqueued it hears that it is there.
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said += text));
  const taken = (jobs: number) => eventually(() => said.split("\n").length > jobs, { seconds: 20 });
  return { child, ended: once(child, "exit"), taken };
}

async function work(run: () => Promise<void>) {
  const captured = captureLog();
  workers.push(
    await startWorker({ db: test.db, databaseUrl: test.url, handlers: [handle(noteJob, run)], graceMs: 5000, log: captured.log }),
  );
  return captured;
}

const note = (text: string) => withShop(test.db, 1n, (tx) => enqueue(tx, noteJob, { shopId: "1", text }));

describe("a worker process that is told to stop and whose job does not end", () => {
  const begin = async (graceMs: number) => {
    const worker = hang(graceMs);
    await note("endless");
    await worker.taken(1);
    return worker;
  };
  const jobs = async () =>
    (await test.owner.query("SELECT attempts, locked_by AS worker, run_at <= now() AS ready FROM graphile_worker.jobs")).rows;

  it("gives the job back untried, and ends well", async () => {
    const { child, ended } = await begin(300);
    expect(await jobs()).toEqual([{ attempts: 1, worker: expect.any(String), ready: true }]);
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(await jobs()).toEqual([{ attempts: 0, worker: null, ready: true }]);
    let worked = false;
    await work(async () => {
      worked = true;
    });
    await eventually(() => worked);
  });

  it("leaves nothing of a job that was enqueued anew while it ran, but its successor", async () => {
    const { child, ended, taken } = await begin(300);
    await note("endless");
    await taken(2);
    child.kill("SIGTERM");
    await ended;
    expect(await jobs()).toEqual([{ attempts: 0, worker: null, ready: true }]);
    await test.owner.query("DELETE FROM graphile_worker._private_jobs");
  });

  it("takes two signals at one moment for one, and ends at once by a later one", async () => {
    const { child, ended } = await begin(60_000);
    child.kill("SIGINT");
    await sleep(50);
    child.kill("SIGTERM");
    await sleep(1500);
    expect([child.exitCode, child.signalCode]).toEqual([null, null]);
    // One more until it ends: on a busy machine the first may have come to it late.
    await eventually(() => !child.kill("SIGTERM") || child.exitCode !== null);
    expect(await ended).toEqual([143, null]);
    expect(await jobs()).toMatchObject([{ attempts: 1 }]);
    await test.owner.query("DELETE FROM graphile_worker._private_jobs");
  });
});

describe("a worker process that is killed", () => {
  it("has its job worked by another within seconds", async () => {
    const { child: victim, taken } = hang(60_000);
    await note("heavy");
    await taken(1);
    victim.kill("SIGKILL");
    let worked = false;
    const { lines } = await work(async () => {
      worked = true;
    });
    await eventually(() => worked, { seconds: 20 });
    expect(lines.map((it) => it.msg)).toContain("gave back the jobs of a worker that is gone");
  });
});

describe("a worker that lives", () => {
  it("keeps its job, though it takes long and PostgreSQL drops the connection with the lock", async () => {
    let runs = 0;
    let finish = () => {};
    const finished = new Promise<void>((done) => (finish = done));
    const run = async () => {
      runs += 1;
      await finished;
    };
    await work(run);
    const watcher = await work(run);
    await note("long");
    await eventually(() => runs === 1);
    const before = await eventually(async () => {
      const holders = await lockHolders(test.owner);
      return holders.length === 2 && holders;
    });
    for (const pid of before) await test.owner.query("SELECT pg_terminate_backend($1)", [pid]);

    await eventually(async () => {
      const holders = await lockHolders(test.owner);
      return holders.length === 2 && holders.every((pid) => !before.includes(pid));
    });
    await sleep(9000);
    expect(runs).toBe(1);
    expect(watcher.lines.map((it) => it.msg)).not.toContain("gave back the jobs of a worker that is gone");
    finish();
    await eventually(async () => (await test.owner.query("SELECT 1 FROM graphile_worker.jobs")).rowCount === 0);
  });
});
