import { beforeEach, describe, expect, it } from "vitest";
import { pruneShop } from "#app/compliance/prune-shop.repo.server.ts";
import { RETENTION } from "#app/compliance/retention.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { NOTHING_COMPARED } from "#app/orders/comparison.ts";
import { TRAITS_VERSION } from "#app/orders/order-traits.ts";
import { giveUpReconciliation } from "#app/orders/reconcile-shop.server.ts";
import { reconcileShops } from "#app/orders/reconcile-shops.server.ts";
import { requestReconciliation } from "#app/orders/request-reconciliation.server.ts";
import { viewReconciliation } from "#app/views/reconciliation.view.server.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { emptyQueue } from "../support/waiting-jobs.ts";
import { createShop, NOW } from "./shop-with-orders.ts";

const test = useTestDatabase();
let shopId: bigint;
let shops = 0;

beforeEach(async () => {
  await emptyQueue(test.owner);
  await test.owner.query("DELETE FROM shops");
  shopId = await createShop(test.db, `reconciled-${(shops += 1)}`);
});

const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);
const imported = (status = "done", traitsVersion = TRAITS_VERSION, shop = shopId) =>
  withShop(test.db, shop, (tx) =>
    tx.import.create({ data: { shopId: shop, status, traitsVersion, startedAt: NOW, updatedAt: NOW, finishedAt: status === "done" ? NOW : null } }));
const request = (compares: boolean, more: { delaySeconds?: number } = {}) =>
  requestReconciliation({ db: test.db, clock: () => minutes(60) }, shopId, { compares, ...more });
const rows = () => withShop(test.db, shopId, (tx) => tx.reconciliation.findMany({ where: { shopId }, orderBy: { id: "asc" } }));
const jobs = async () => (await test.owner.query<{ key: string; due: number }>("SELECT key, extract(epoch FROM run_at - now())::float AS due FROM graphile_worker.jobs ORDER BY key")).rows;
const finished = { compares: true, status: "done", fromTime: NOW, toTime: NOW } as const;

describe("a reconciliation that is asked for", () => {
  it("begins before the last import, and does all that was asked for while it waits", async () => {
    await imported();
    await request(false);
    await request(true);
    await request(false);
    expect(await rows()).toMatchObject([{ compares: true, status: "orders", fromTime: minutes(-15), toTime: minutes(60), provenTo: null }]);
    expect(await jobs()).toMatchObject([{ key: `reconcile-shop:${shopId}` }]);
  });

  it("is none before the first import, and while one runs", async () => {
    await request(true);
    await imported();
    await imported("querying");
    await request(true);
    expect(await rows()).toEqual([]);
  });

  it("compares nothing where the orders were read by a version that asked for less", async () => {
    await imported("done", TRAITS_VERSION - 1);
    await request(true);
    expect(await rows()).toMatchObject([{ compares: false }]);
  });

  it("for every shop within the hour, holds nobody back who wants it now", async () => {
    await imported();
    const other = await createShop(test.db, "another");
    await imported("done", TRAITS_VERSION, other);
    const gone = await createShop(test.db, "gone");
    await imported("done", TRAITS_VERSION, gone);
    await test.db.prisma.shop.update({ where: { id: gone }, data: { uninstalledAt: NOW } });
    await reconcileShops({ db: test.db, clock: () => minutes(60) });
    const due = await jobs();
    expect(due.map(({ key }) => key)).toEqual([`reconcile-shop:${shopId}`, `reconcile-shop:${other}`]);
    expect(due[1]!.due - due[0]!.due).toBeGreaterThan(20 * 60);
    await request(true);
    expect((await jobs())[0]!.due).toBeLessThanOrEqual(0);
    await request(false, { delaySeconds: 600 });
    expect((await jobs())[0]!.due).toBeLessThanOrEqual(0);
  });
});

describe("what is kept of it", () => {
  it("is shown: how far is proven, the newest comparison, and what failed", async () => {
    expect(await viewReconciliation({ db: test.db }, shopId)).toEqual({ provenTo: null, isPaused: false, running: false, problem: null, compared: null });
    await imported();
    const totals = { ...NOTHING_COMPARED, customers: 3, unexplainedMinor: 5, unexplainedCustomers: 1 };
    await withShop(test.db, shopId, (tx) =>
      tx.reconciliation.createMany({
        data: [
          { shopId, ...finished, startedAt: NOW, finishedAt: minutes(5), provenTo: minutes(4), totals, unexplainedMinor: 5 },
          { shopId, ...finished, startedAt: NOW, finishedAt: minutes(9), provenTo: minutes(8) },
        ],
      }));
    await request(true);
    expect(await viewReconciliation({ db: test.db }, shopId)).toEqual({
      provenTo: minutes(8).toISOString(), isPaused: false, running: true, problem: null, compared: { at: minutes(5).toISOString(), ...totals },
    });
    await giveUpReconciliation({ db: test.db, clock: () => minutes(61) } as never, { shopId: String(shopId) }, new Error("out of reach"));
    expect(await viewReconciliation({ db: test.db }, shopId)).toMatchObject({ running: false, problem: { code: "unexpected", said: "out of reach" }, provenTo: minutes(8).toISOString() });
    expect((await test.db.pool.query("SELECT shops_unexplained()::integer AS shops")).rows).toEqual([{ shops: 1 }]);
  });

  it("is bounded", async () => {
    await test.owner.query(
      `INSERT INTO reconciliations (shop_id, compares, status, started_at, finished_at, from_time, to_time)
       SELECT $1, false, 'done', $2, CASE WHEN g <= 352 THEN $2::timestamptz END, $2, $2 FROM generate_series(1, 353) g`,
      [shopId, NOW],
    );
    await pruneShop(test.db, shopId, NOW);
    expect(await rows()).toHaveLength(RETENTION.reconciliations + 1);
  });
});
