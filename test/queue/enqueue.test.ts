import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { enqueue, enqueueAll } from "#app/queue/enqueue.server.ts";
import { ensureEnqueued } from "#app/queue/ensure-enqueued.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { emptyQueue } from "../support/waiting-jobs.ts";
import { noteInLineJob, noteJob } from "./note-job.ts";

const test = useTestDatabase();
const payload = { shopId: "1", text: "one" };

beforeEach(() => emptyQueue(test.owner));

async function jobs() {
  const { rows } = await test.owner.query<{ key: string; queue_name: string | null; attempts: number; waits: boolean }>(
    "SELECT key, queue_name, attempts, run_at > now() + interval '30 minutes' AS waits FROM graphile_worker.jobs ORDER BY key",
  );
  return rows;
}

describe("many jobs at once", () => {
  it("are there within the time of a transaction, in their lines", async () => {
    const payloads = Array.from({ length: 5_000 }, (_, number) => ({ shopId: "1", text: String(number) }));
    await withShop(test.db, 1n, (tx) => enqueueAll(tx, noteInLineJob, payloads));
    const added = await jobs();
    expect(added).toHaveLength(5_000);
    expect(added[0]).toMatchObject({ key: "note-in-line:1:0", queue_name: "notes:1" });
  });

  it("replace those that wait under the same keys; none are none", async () => {
    await withShop(test.db, 1n, (tx) => enqueue(tx, noteJob, payload, { delaySeconds: 3600 }));
    await withShop(test.db, 1n, (tx) => enqueueAll(tx, noteJob, []));
    expect(await jobs()).toMatchObject([{ key: "note:1:one", waits: true }]);
    await withShop(test.db, 1n, (tx) => enqueueAll(tx, noteJob, [payload, { ...payload, text: "two" }]));
    expect(await jobs()).toMatchObject([{ key: "note:1:one", waits: false }, { key: "note:1:two", queue_name: null }]);
  });

  it("are added without a look at every job there is", async () => {
    const seen = await withShop(test.db, 1n, async (tx) => {
      await enqueueAll(tx, noteJob, [payload, { ...payload, text: "two" }]);
      return tx.$queryRaw`SELECT sum(seq_scan)::int AS whole FROM pg_stat_xact_user_tables WHERE schemaname = 'graphile_worker'`;
    });
    expect(seen).toEqual([{ whole: 0 }]);
  });
});

describe("a job that must be there", () => {
  const ensure = () => withShop(test.db, 1n, (tx) => ensureEnqueued(tx, noteJob, payload));

  it("is added where it is not, and left as it waits where it is", async () => {
    await ensure();
    expect(await jobs()).toMatchObject([{ key: "note:1:one", waits: false }]);
    await withShop(test.db, 1n, (tx) => enqueue(tx, noteJob, payload, { delaySeconds: 3600 }));
    await ensure();
    expect(await jobs()).toMatchObject([{ key: "note:1:one", waits: true }]);
  });

  it("is revived where the queue has given it up", async () => {
    await ensure();
    await test.owner.query("UPDATE graphile_worker._private_jobs SET attempts = max_attempts");
    await ensure();
    expect(await jobs()).toContainEqual(expect.objectContaining({ key: "note:1:one", attempts: 0 }));
  });
});
