import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { createShopifyAdmin, type WatchedShopify } from "#app/shopify/admin.server.ts";
import { operation } from "#app/shopify/operation.ts";
import { createLimitNotes } from "#app/shops/note-limits.server.ts";
import { readLimits } from "#app/views/limits.view.server.ts";
import { createBucket } from "#sandbox/graphql/bucket.ts";
import { virtualTime } from "../shopify/virtual-time.ts";
import { useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();
const BEGAN = Date.parse("2026-11-22T12:00:00Z");
const Page = operation<unknown, object>("query Page { shop { name } }");
const COST = 250;

let time: ReturnType<typeof virtualTime>;
let shopId: bigint;
let shops = 0;
let answer: () => Promise<Response>;
const pace = { aheadMs: 0 };
const clock = () => new Date(BEGAN + time.now() * 1000 + pace.aheadMs);

async function createShop(): Promise<bigint> {
  const domain = `limits-${(shops += 1)}.myshopify.com`;
  return (await test.db.prisma.shop.create({ data: { domain, scopes: [], installedAt: clock() } })).id;
}

beforeEach(async () => {
  time = virtualTime();
  pace.aheadMs = 0;
  const bucket = createBucket({ bucket: 1000, restoreRate: 100 }, () => time.now() * 1000);
  answer = async () => {
    await time.sleep(0.1);
    const paid = bucket.take(COST);
    const cost = { requestedQueryCost: COST, actualQueryCost: paid ? COST : null, throttleStatus: bucket.status() };
    const errors = [{ message: "Throttled", extensions: { code: "THROTTLED" } }];
    return Response.json({ ...(paid ? { data: {} } : { errors }), extensions: { cost } });
  };
  shopId = await createShop();
});

/** A process, with what it notes at a look. */
function startProcess(name: string): { shopify: WatchedShopify; look: () => Promise<void> } {
  const shopify = createShopifyAdmin(async () => ({ domain: "limits.myshopify.com", accessToken: "token" }), {
    fetch: () => answer(),
    sleep: time.sleep,
    random: () => 0,
    now: time.now,
  });
  return { shopify, look: createLimitNotes({ db: test.db, clock, shopify }, name) };
}

const shown = () => withShop(test.db, shopId, (tx) => readLimits(tx, shopId, clock()));
const rows = (of = shopId) => withShop(test.db, of, (tx) => tx.shopifyLimits.findMany({ where: { shopId: of }, orderBy: { process: "asc" } }));
const calls = (shopify: WatchedShopify, count: number) => Promise.all(Array.from({ length: count }, () => shopify.run(shopId, Page, {})));

describe("what Shopify allows a shop", () => {
  it("is seen from another process: what waits, since when, and for how long still", async () => {
    const worker = startProcess("worker");
    const web = startProcess("web");
    expect(await shown()).toMatchObject({ bucket: null, waiting: null });
    const all = calls(worker.shopify, 8);
    await time.pass(time.sleep(2));
    await worker.look();
    await web.look();
    expect((await rows()).map(({ process }) => process), "web has called nothing").toEqual(["worker"]);
    const { bucket, waiting, secondsLeft } = await shown();
    expect(bucket).toMatchObject({ maximum: 1000, restoreRate: 100 });
    expect(waiting!.calls).toBeGreaterThan(2);
    expect(Date.parse(waiting!.since)).toBe(BEGAN);
    const noted = time.now();
    await time.pass(all);
    // By eight calls of 250 points, of which 1000 were there and 100 come back each second. The four that wait were
    // reckoned at 300 before any was answered, which makes two seconds; and what is shown is rounded up.
    expect(time.now() - noted).toBeGreaterThan(secondsLeft! - 3);
    expect(time.now() - noted).toBeLessThan(secondsLeft! + 3);

    await worker.look();
    expect(await shown()).toMatchObject({ waiting: null, secondsLeft: null, slowSince: null });
    await time.pass(web.shopify.run(shopId, Page, {}));
    await web.look();
    expect((await rows()).map(({ process }) => process)).toEqual(["web", "worker"]);
  });

  it("is noted once a minute while nothing is in the way, whatever the number of calls", async () => {
    const { shopify, look } = startProcess("worker");
    const notedAt = async () => (await rows())[0]?.notedAt.toISOString();
    await look();
    expect(await notedAt()).toBeUndefined();
    await time.pass(shopify.run(shopId, Page, {}));
    await look();
    const first = await notedAt();
    for (let seconds = 0; seconds < 50; seconds += 5) {
      await time.pass(Promise.all([time.sleep(5), shopify.run(shopId, Page, {})]));
      await look();
    }
    expect(await notedAt()).toBe(first);
    await time.pass(Promise.all([time.sleep(15), shopify.run(shopId, Page, {})]));
    await look();
    expect(await notedAt()).toBe(clock().toISOString());
    const second = await notedAt();
    await time.pass(time.sleep(120));
    await look();
    expect(await notedAt(), "nobody has called").toBe(second);
  });

  it("tells how long Shopify has not answered, and that it does again", async () => {
    const { shopify, look } = startProcess("worker");
    await time.pass(shopify.run(shopId, Page, {}));
    const called = clock().toISOString();
    const usual = answer;
    answer = async () => {
      await time.sleep(30);
      throw new Error("no answer");
    };
    const call = shopify.run(shopId, Page, {});
    await time.pass(time.sleep(10));
    await look();
    expect((await shown()).slowSince).toBe(called);
    answer = usual;
    await time.pass(call);
    await look();
    expect((await shown()).slowSince).toBeNull();
  });

  it("tells until when Shopify has the app stay away", async () => {
    const { shopify, look } = startProcess("worker");
    const usual = answer;
    answer = async () => new Response("", { status: 429, headers: { "retry-after": "40" } });
    const call = shopify.run(shopId, Page, {});
    await time.pass(time.sleep(3));
    await look();
    answer = usual;
    const until = new Date(BEGAN + 40_000).toISOString();
    expect((await shown()).closedUntil).toBe(until);
    expect(await shown()).toMatchObject({ waiting: { calls: 1 } });
    await time.pass(call);
    await look();
    expect((await shown()).closedUntil).toBeNull();
  });

  it("counts all that is next in the queue, and not what a worker has in hand: its calls are among those that wait", async () => {
    const { shopify, look } = startProcess("worker");
    await time.pass(shopify.run(shopId, Page, {}));
    await look();
    const add = (job: string, ids: number[]) =>
      test.owner.query("SELECT graphile_worker.add_job($1, '{}', job_key := $1 || ':' || $2 || ':' || id) FROM unnest($3::int[]) AS id", [job, String(shopId), ids]);
    await add("write-customer", Array.from({ length: 1200 }, (_, index) => index));
    await add("ingest-order", [1, 2]);
    await test.owner.query("UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'worker' WHERE key = $1", [`ingest-order:${shopId}:1`]);
    // Of 1200 customers each takes three calls of 250 points, of which 100 come back a second.
    expect(await shown()).toMatchObject({ next: { orders: 1, customers: 1200 }, secondsLeft: 8995 });
    await test.owner.query("DELETE FROM graphile_worker._private_jobs");
  });

  it("is no news where nobody has called, though two clocks go at different paces", async () => {
    const { shopify, look } = startProcess("worker");
    const upserts = async () => (await rows())[0]?.notedAt.toISOString();
    await time.pass(shopify.run(shopId, Page, {}));
    await look();
    const first = await upserts();
    for (let looks = 1; looks <= 5; looks += 1) {
      await time.pass(time.sleep(60));
      // Of the day's clock, which the other one that counts the seconds since an answer does not follow.
      pace.aheadMs = looks % 2 === 0 ? 3 : -3;
      await look();
      expect(await upserts(), `look ${looks}`).toBe(first);
    }
  });

  it("is noted of the others where a shop has been erased since it was called", async () => {
    const { shopify, look } = startProcess("worker");
    const erased = await createShop();
    await time.pass(shopify.run(erased, Page, {}));
    await time.pass(shopify.run(shopId, Page, {}));
    await test.owner.query("DELETE FROM shops WHERE id = $1", [String(erased)]);
    await look();
    expect(await rows()).toHaveLength(1);
  });

  it("keeps nobody waiting who holds the shop's row, and no other shop from being noted", async () => {
    const { shopify, look } = startProcess("worker");
    const [held, other] = [shopId, await createShop()];
    await time.pass(shopify.run(held, Page, {}));
    await time.pass(shopify.run(other, Page, {}));
    const holder = await test.owner.connect();
    await holder.query("BEGIN");
    await holder.query("SELECT id FROM shops WHERE id = $1 FOR UPDATE", [String(held)]);
    await expect(look()).rejects.toThrow("Not noted: the limits of 1 shop(s)");
    expect(await rows(other)).toHaveLength(1);
    await holder.query("COMMIT");
    holder.release();
    await look();
    expect(await rows()).toHaveLength(1);
  });
});
