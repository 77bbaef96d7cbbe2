import { beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import type { FileDeps } from "#app/deps.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { ShopifyError } from "#app/shopify/shopify-error.ts";
import { createShop, NOW } from "./orders/shop-with-orders.ts";
import { captureLog } from "./support/captured-log.ts";
import { useTestDatabase } from "./support/test-database.ts";

const test = useTestDatabase();
let deps: FileDeps;
let shopId: bigint;
let shops = 0;

beforeEach(async () => {
  const shopify = { run: () => Promise.reject(new ShopifyError("unavailable", "nobody answers")) };
  deps = { db: test.db, shopify, clock: () => NOW, log: captureLog().log, fileKey: Buffer.alloc(32) };
  shopId = await createShop(test.db, `handlers-${(shops += 1)}`);
});

const fail = (job: string, isLast: boolean, more: object = {}) =>
  expect(handlersOf(deps).find((it) => it.job === job)!.run({ shopId: String(shopId), ...more }, { isLast })).rejects.toThrow();

const imports = () => withShop(test.db, shopId, (tx) => tx.import.findMany({ where: { shopId } }));
const unread = () => withShop(test.db, shopId, (tx) => tx.unreadOrder.findMany({ where: { shopId } }));
const scoreRuns = () => withShop(test.db, shopId, (tx) => tx.scoreRun.findMany({ where: { shopId } }));

const UNAVAILABLE = { code: "unavailable", said: null };

describe("work that is given up is not taken for work under way", () => {
  it("an installation", async () => {
    await fail("install-shop", false);
    expect(await imports()).toEqual([]);
    await fail("install-shop", true);
    expect(await imports()).toMatchObject([{ status: "failed", problem: UNAVAILABLE }]);
  });

  it("an import", async () => {
    await requestImport(deps, shopId);
    await fail("import-orders", false);
    expect(await imports()).toMatchObject([{ status: "requested", problem: UNAVAILABLE }]);
    await fail("import-orders", true);
    expect(await imports()).toMatchObject([{ status: "failed", problem: UNAVAILABLE, finishedAt: NOW }]);
  });

  it("an order", async () => {
    await fail("ingest-order", false, { orderId: "17" });
    expect(await unread()).toEqual([]);
    await fail("ingest-order", true, { orderId: "17" });
    expect(await unread()).toMatchObject([{ orderId: 17n, reason: "nobody answers" }]);
  });

  it("a scoring", async () => {
    await test.owner.query("ALTER TABLE customer_scores RENAME TO customer_scores_away");
    await fail("score-shop", false);
    expect(await scoreRuns()).toMatchObject([{ finishedAt: null, error: null }]);
    await fail("score-shop", true);
    await test.owner.query("ALTER TABLE customer_scores_away RENAME TO customer_scores");
    expect(await scoreRuns()).toMatchObject([{ finishedAt: null, error: "gave-up" }, { finishedAt: null, error: "gave-up" }]);
  });
});

describe("work that may wait", () => {
  it("waits at Shopify, too: its calls leave points to those of live events", async () => {
    const urgencies: unknown[] = [];
    const run = (...[, , , urgency]: Parameters<FileDeps["shopify"]["run"]>) => {
      urgencies.push(urgency);
      return Promise.reject(new ShopifyError("unavailable", "nobody answers"));
    };
    deps = { ...deps, shopify: { run } };
    await requestImport(deps, shopId);
    await fail("import-orders", false);
    await fail("ingest-order", false, { orderId: "17" });
    expect(urgencies).toEqual(["patient", undefined]);
  });
});
