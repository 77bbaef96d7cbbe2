import { expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { defineJob } from "#app/queue/define-job.ts";
import { enqueue, enqueueAll } from "#app/queue/enqueue.server.ts";
import { handle } from "#app/queue/handle.ts";
import { createTurns } from "#app/queue/share-turns.ts";
import { startWorker } from "#app/queue/start-worker.server.ts";
import { captureLog } from "../support/captured-log.ts";
import { eventually } from "../support/eventually.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { noteJob } from "./note-job.ts";

const test = useTestDatabase();
const FLOOD = 5_000;

/** Works until `until`; gives the shops in the order in which their jobs began. */
async function workUntil(until: (shops: string[]) => boolean, run = async (_shopId: string) => {}): Promise<string[]> {
  const shops: string[] = [];
  const handler = handle(noteJob, async ({ shopId }) => {
    shops.push(shopId);
    await run(shopId);
  });
  const worker = await startWorker({ db: test.db, databaseUrl: test.url, handlers: [handler], graceMs: 100, log: captureLog().log });
  try {
    await eventually(() => until(shops), { seconds: 40 });
  } finally {
    await worker.stop();
    await test.owner.query("DELETE FROM graphile_worker._private_jobs");
  }
  return shops;
}

const add = (shopId: string, jobs: number) =>
  withShop(test.db, 1n, (tx) => enqueueAll(tx, noteJob, Array.from({ length: jobs }, (_, it) => ({ shopId, text: String(it) }))));

it("the one event of a shop waits for a few of another's five thousand, and each shop gets its turn", async () => {
  for (const flooding of ["1", "2", "3"]) await add(flooding, FLOOD);
  await add("4", 1);
  await add("5", 30);
  const shops = await workUntil((it) => it.filter((shop) => shop === "5").length === 30);
  // Ten of each of the three.
  expect(shops.indexOf("4")).toBeLessThanOrEqual(3 * 10);
  // One of the four, though a round ends early where one slot finds only a shop that fills the other.
  expect(shops.lastIndexOf("5")).toBeLessThan(2 * 4 * 30);
}, 60_000);

it("jobs that wait long for one shop leave room for another's", async () => {
  await add("1", 500);
  const { promise: budget, resolve: end } = Promise.withResolvers<void>();
  const work = workUntil((it) => it.includes("2"), (shop) => (shop === "1" ? budget : Promise.resolve()));
  await eventually(async () => (await test.owner.query("SELECT 1 FROM graphile_worker.jobs WHERE locked_at IS NOT NULL")).rowCount === 1);
  await withShop(test.db, 1n, (tx) => enqueue(tx, noteJob, { shopId: "2", text: "x" }));
  expect(await work).toEqual(["1", "2"]);
  end();
}, 60_000);

it("work that may wait, of however many shops, leaves room for live events of any shop", async () => {
  const began: string[] = [];
  const { promise: minutes, resolve: end } = Promise.withResolvers<void>();
  const note = (text: string) => async () => {
    began.push(text);
    if (text === "long") await minutes;
  };
  const waitingJob = defineJob({ ...noteJob, name: "note-in-time", priority: 10 });
  const handlers = [handle(noteJob, note("live")), handle(waitingJob, note("long"))];
  await withShop(test.db, 1n, (tx) => enqueueAll(tx, waitingJob, ["1", "2", "3"].map((shopId) => ({ shopId, text: shopId }))));
  const worker = await startWorker({ db: test.db, databaseUrl: test.url, handlers, graceMs: 100, log: captureLog().log });
  try {
    await eventually(() => began.includes("long"));
    await add("4", 1);
    await eventually(() => began.includes("live"));
    expect(began, "one of two slots").toEqual(["long", "live"]);
    end();
    await eventually(() => began.length === 4);
  } finally {
    await worker.stop();
  }
}, 60_000);

it("a shop that is alone is not held up", async () => {
  await add("1", 300);
  const from = performance.now();
  expect(await workUntil((it) => it.length === 300)).toHaveLength(300);
  // An idle look a round would take a second each: thirty of them.
  expect(performance.now() - from).toBeLessThan(28_000);
}, 60_000);

it("a round ends where work that may wait goes first, and nobody gains by what is over", () => {
  const turns = createTurns(8, () => new Set());
  const work = (flag: string, priority: number) => {
    turns.taken({ flag, priority });
    turns.ended({ flag, priority });
  };
  for (let job = 0; job < 10; job += 1) work("shop:1", 0);
  expect(turns.passedOver()).toEqual(["shop:1"]);
  work("shop:2", 0);
  expect(turns.passedOver()).toEqual(["shop:1"]);
  work("shop:2", 10);
  expect(turns.passedOver(), "no other live job was there").toEqual([]);

  for (let job = 0; job < 4; job += 1) turns.taken({ flag: "shop:3", priority: 0 });
  expect(turns.passedOver(), "two of six usual slots are left").toEqual(["shop:3"]);
  expect(turns.foundNothing(), "another look would find as little").toBe(false);
  turns.ended({ flag: "shop:3", priority: 0 });
  expect(turns.passedOver()).toEqual([]);
});

it("the last free slot is for a shop that has no live job running, so that two whose jobs hang hold up no third", () => {
  const turns = createTurns(8, () => new Set());
  for (let job = 0; job < 4; job += 1) turns.taken({ flag: "shop:1", priority: 0 });
  turns.taken({ flag: "shop:2", priority: 0 });
  expect(turns.passedOver()).toEqual(["shop:1", "shop:2"]);
  expect(turns.foundNothing(), "another look would find as little").toBe(false);

  turns.ended({ flag: "shop:1", priority: 0 });
  expect(turns.passedOver(), "two slots are free").toEqual([]);
  turns.taken({ flag: "shop:3", priority: 10 });
  expect(turns.passedOver(), "an import alone holds up no event of its shop").toEqual(["shop:1", "shop:2"]);
});

it("what waits for slow shops does not count, and two of their jobs are the most that are taken", () => {
  const slow = new Set<string>();
  const turns = createTurns(8, () => slow);
  const shops = ["shop:1", "shop:2", "shop:3"];
  for (const flag of ["shop:1", "shop:1", "shop:1", "shop:1", "shop:2", "shop:3"]) turns.taken({ flag, priority: 0 });
  expect(turns.hasRoom(), "the other two slots are for when somebody is slow").toBe(false);
  for (const flag of shops) slow.add(flag);
  expect(turns.hasRoom()).toBe(true);
  expect(turns.passedOver()).toEqual(shops);
  turns.taken({ flag: "shop:4", priority: 0 });
  expect(turns.passedOver(), "who may turn out to be slow, too, has one of the two").toEqual([...shops, "shop:4"]);
  expect(turns.hasRoom()).toBe(true);

  for (const flag of ["shop:1", "shop:1", "shop:1", "shop:1", "shop:2"]) turns.ended({ flag, priority: 0 });
  expect(turns.passedOver(), "one more").toEqual(["shop:3"]);
  turns.taken({ flag: "shop:1", priority: 0 });
  expect(turns.passedOver().sort()).toEqual(shops);
  slow.delete("shop:1");
  expect(turns.passedOver(), "Shopify has answered it in time").toEqual(["shop:3"]);
});
