import { beforeEach, describe, expect, it } from "vitest";
import { createShopifyAdmin, type ShopifyAdmin } from "#app/shopify/admin.server.ts";
import { operation } from "#app/shopify/operation.ts";
import { patiently } from "#app/shopify/patiently.ts";
import { createDice } from "#sandbox/fill/dice.ts";
import { createBucket } from "#sandbox/graphql/bucket.ts";
import { virtualTime } from "./virtual-time.ts";

const SHOP = 7n;
const RATE = 100;
const LATENCY_SECONDS = 0.15;
const costing = (cost: number) => operation<{ cost: number }, object>(`query Cost${cost} { shop { name } }`);
const Order = costing(15);
const Page = costing(60);

let time: ReturnType<typeof virtualTime>;
let answers: { at: number; throttled: boolean; cost: number }[];
/** A process of its own: what it knows of the bucket is what its own answers told. */
let startProcess: () => ShopifyAdmin;

beforeEach(() => {
  time = virtualTime();
  answers = [];
  const bucket = createBucket({ bucket: 1000, restoreRate: RATE }, () => time.now() * 1000);
  const fetch: typeof globalThis.fetch = async (_, init) => {
    const cost = Number(/Cost(\d+)/.exec(String(init?.body))?.[1]);
    await time.sleep(LATENCY_SECONDS / 2);
    const paid = bucket.take(cost);
    const cost_ = { requestedQueryCost: cost, actualQueryCost: paid ? cost : null, throttleStatus: bucket.status() };
    await time.sleep(LATENCY_SECONDS / 2);
    answers.push({ at: time.now(), throttled: !paid, cost });
    const errors = [{ message: "Throttled", extensions: { code: "THROTTLED" } }];
    return Response.json({ ...(paid ? { data: { cost } } : { errors }), extensions: { cost: cost_ } });
  };
  const dice = createDice(11);
  startProcess = () =>
    createShopifyAdmin(async () => ({ domain: "herbs.myshopify.com", accessToken: "token" }), {
      fetch,
      sleep: time.sleep,
      random: () => dice.uniform(),
      now: time.now,
    });
});

/** Each of `workers` runs the operation again and again until the time is over. */
const keepBusy = (admin: ShopifyAdmin, workers: number, what: typeof Order, until: number) =>
  Promise.all(
    Array.from({ length: workers }, async () => {
      while (time.now() < until) await admin.run(SHOP, what, {});
    }),
  );

/** How long each call took that began every other second. */
async function liveCalls(admin: ShopifyAdmin, what: typeof Order, from: number, until: number): Promise<number[]> {
  const took: number[] = [];
  const running: Promise<void>[] = [];
  await time.sleep(from);
  while (time.now() < until) {
    const begun = time.now();
    running.push(admin.run(SHOP, what, {}).then(() => void took.push(time.now() - begun)));
    await time.sleep(2);
  }
  await Promise.all(running);
  return took;
}

const throttledPart = () => answers.filter(({ throttled }) => throttled).length / answers.length;
const pointsPerSecond = (seconds: number) => answers.reduce((sum, it) => sum + (it.throttled ? 0 : it.cost), 0) / seconds;

describe("one process", () => {
  it("uses up all points of a shop and is hardly ever throttled", async () => {
    await time.pass(keepBusy(startProcess(), 10, Page, 120));
    expect(pointsPerSecond(time.now())).toBeGreaterThan(RATE * 0.95);
    expect(throttledPart()).toBeLessThan(0.02);
  });

  it("answers live calls at once while patient ones wait for points by the hundred", async () => {
    const admin = startProcess();
    const bulk = keepBusy(patiently(admin), 100, Page, 120);
    const took = await time.pass(Promise.all([liveCalls(admin, Order, 20, 100), bulk]).then(([it]) => it));
    expect(took).toHaveLength(40);
    expect(Math.max(...took)).toBeLessThan(2 * LATENCY_SECONDS);
    expect(pointsPerSecond(time.now()), "the reserve is not wasted: it is spent once").toBeGreaterThan(RATE * 0.9);
  });

  it("lets patient calls wait as long as live ones need all points", async () => {
    const admin = startProcess();
    const order: string[] = [];
    await time.pass(keepBusy(admin, 20, Page, 30));
    const live = Array.from({ length: 20 }, () => admin.run(SHOP, Page, {}).then(() => order.push("live")));
    const patient = patiently(admin).run(SHOP, Page, {}).then(() => order.push("patient"));
    await time.pass(Promise.all([...live, patient]));
    expect(order.at(-1)).toBe("patient");
  });
});

describe("several processes on one shop's points", () => {
  it("share them: nearly all are used, few calls are throttled, and each gets its part", async () => {
    const done = await time.pass(
      Promise.all(
        Array.from({ length: 4 }, async () => {
          const admin = startProcess();
          let calls = 0;
          const work = Array.from({ length: 10 }, async () => {
            while (time.now() < 300) await admin.run(SHOP, Page, {}).then(() => (calls += 1));
          });
          await Promise.all(work);
          return calls;
        }),
      ),
    );
    expect(pointsPerSecond(time.now())).toBeGreaterThan(RATE * 0.85);
    expect(throttledPart()).toBeLessThan(0.3);
    expect(Math.min(...done)).toBeGreaterThan(Math.max(...done) / 3);
  });

  it("do not rush when points come back: throttled calls come one at a time, not all at once", async () => {
    const processes = Array.from({ length: 8 }, startProcess);
    await time.pass(Promise.all(processes.map((it) => keepBusy(it, 10, Page, 120))));
    const throttles = answers.filter(({ throttled, at }) => throttled && at > 20);
    const perTenth = new Map<number, number>();
    for (const { at } of throttles) perTenth.set(Math.floor(at * 10), (perTenth.get(Math.floor(at * 10)) ?? 0) + 1);
    expect(Math.max(...perTenth.values())).toBeLessThanOrEqual(4);
  });

  it("leave points to live calls of another process", async () => {
    const bulk = [1, 2, 3].map(() => keepBusy(patiently(startProcess()), 10, Order, 120));
    const took = await time.pass(Promise.all([liveCalls(startProcess(), Page, 20, 100), ...bulk]).then(([it]) => it));
    expect(Math.max(...took)).toBeLessThan(2 * LATENCY_SECONDS);
  });

  it("that were throttled use all points again once the others are gone", async () => {
    const stays = startProcess();
    const goes = [1, 2, 3].map(() => keepBusy(startProcess(), 10, Page, 60));
    await time.pass(Promise.all([keepBusy(stays, 10, Page, 180), ...goes]));
    const alone = answers.filter(({ throttled, at }) => !throttled && at > 100 && at <= 180);
    expect(alone.reduce((sum, { cost }) => sum + cost, 0) / 80).toBeGreaterThan(RATE * 0.9);
  });
});
