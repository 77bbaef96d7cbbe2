import { afterEach, describe, expect, it } from "vitest";
import { addressOf, type AppProcess, METRICS_TOKEN, startApp } from "./support/app-process.ts";
import { eventually } from "./support/eventually.ts";
import { useTestDatabase } from "./support/test-database.ts";

const test = useTestDatabase();
let worker: AppProcess | undefined;

afterEach(() => {
  worker?.child.kill("SIGKILL");
  worker = undefined;
});

describe("the worker's process", () => {
  it("knows its nightly work, and ends when it is told", async () => {
    worker = startApp("worker", test.url);
    await eventually(
      async () => (await test.owner.query("SELECT 1 FROM graphile_worker._private_known_crontabs WHERE identifier = 'tend-shops'")).rowCount === 1,
    );
    worker.child.kill("SIGTERM");
    expect(await worker.ended).toEqual([0, null]);
  });

  it("says that it lives, that it can work, and what it counts, to whoever may ask", async () => {
    worker = startApp("worker", test.url, { workerPort: 0 });
    const origin = await addressOf(worker);
    const ask = async (path: string, authorization?: string) => {
      const answer = await fetch(`${origin}${path}`, { headers: authorization ? { authorization } : {} });
      return { status: answer.status, text: await answer.text() };
    };
    expect(await ask("/healthz")).toEqual({ status: 200, text: "alive" });
    expect(await ask("/readyz")).toEqual({ status: 200, text: "ready" });
    expect(await ask("/metrics")).toMatchObject({ status: 401 });
    expect(await ask("/metrics", "Bearer another")).toMatchObject({ status: 401 });
    expect(await ask("/else")).toMatchObject({ status: 404 });

    await test.owner.query(`
      INSERT INTO shops (domain, scopes, installed_at, access_lost_at, access_back_at, uninstalled_at) VALUES
        ('lost.myshopify.com', '{}', now(), now(), NULL, NULL), ('back.myshopify.com', '{}', now(), now(), now(), NULL), ('left.myshopify.com', '{}', now(), now(), NULL, now())`);
    await test.owner.query(`SELECT graphile_worker.add_job('tend-shops'), graphile_worker.add_job('of another version', run_at := now() - interval '1 hour')`);
    const metrics = await eventually(async () => {
      const { status, text } = await ask("/metrics", `Bearer ${METRICS_TOKEN}`);
      expect(status).toBe(200);
      return /perennial_job_seconds_count{job="tend-shops",outcome="done"} 1/.test(text) && text;
    });
    expect(metrics).toMatch(/perennial_queue_jobs{job="of another version",state="ready"} 1/);
    expect(Number(/perennial_queue_age_seconds{job="of another version"} (\S+)/.exec(metrics)?.[1])).toBeGreaterThan(3599);
    expect(metrics).toMatch(/perennial_import_progress_lag_seconds 0/);
    expect(metrics).toMatch(/perennial_access_lost_shops 1/);
    expect(metrics).toMatch(/perennial_unexplained_difference_shops 0/);
    expect(metrics).toMatch(/process_resident_memory_bytes \d/);

    await test.owner.query("DELETE FROM _prisma_migrations WHERE migration_name LIKE '%access_log'");
    expect(await ask("/readyz")).toEqual({ status: 503, text: "not ready: migrations to apply: 20261122040000_access_log" });
  });

  it("does not listen without a port, and ends with an error and a line about it where there is no database", async () => {
    const nowhere = test.url.replace(/:\d+\//, ":1/");
    worker = startApp("worker", nowhere);
    expect(await worker.ended).toEqual([1, null]);
    expect(worker.lines.at(-1)).toMatchObject({ level: 60, msg: "ended by an error", err: { code: "ECONNREFUSED" } });
  });
});
