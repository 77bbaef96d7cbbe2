import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import type { FileDeps } from "#app/deps.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { saveOrder } from "#app/orders/orders.repo.server.ts";
import { EMPTY_BASKET } from "#app/orders/order-basket.ts";
import { parseOrder } from "#app/orders/parse-order.ts";
import { requestImport } from "#app/orders/request-import.server.ts";
import { GOODS_ALONE } from "#app/orders/value-rule.ts";
import { requireShop } from "#app/shops/find-shop.repo.server.ts";
import { localDay } from "#app/time/local-day.ts";
import { dayToDate } from "#app/time/day-to-date.ts";
import { orderNode } from "../orders/order-node.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";
import { emptyQueue, waitingJobs } from "../support/waiting-jobs.ts";

const test = useTestDatabase();
const shopify = useSandbox();
let deps: FileDeps;
let shopId: bigint;

const run = (job: string) => handlersOf(deps).find((it) => it.job === job)!.run({ shopId: String(shopId) }, { isLast: false });
const jobs = async () => (await waitingJobs(test.owner)).map((it) => it.name).sort();
const imports = () => withShop(test.db, shopId, (tx) => tx.import.findMany({ where: { shopId }, orderBy: { id: "asc" } }));
const becomes = (change: object) => shopify.sandbox.store.putShop({ ...shopify.sandbox.store.shop(), ...change });

beforeAll(async () => {
  shopId = await installApp(test, shopify);
  deps = buildTestDeps(test.db, shopify);
  await run("refresh-shop");
});

beforeEach(async () => {
  await emptyQueue(test.owner);
  await test.owner.query("DELETE FROM imports");
  await test.owner.query("UPDATE shops SET currency_since = NULL");
});

describe("a shop whose settings change", () => {
  it("that are no concern of the ledger's causes nothing", async () => {
    becomes({ name: "Another Name" });
    await run("refresh-shop");
    expect(await jobs()).toEqual([]);
  });

  it("to another time zone has each order's day worked out anew, as if it had been read so, and is scored", async () => {
    // Across midnight, across both changes of the clock, and a zone with half an hour.
    const instants = ["2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z", "2026-10-25T00:30:00Z", "2026-06-30T18:29:59Z", "2026-06-30T18:30:00Z", "2025-12-31T23:59:59Z"];
    const reading = { currency: "GBP", timeZone: "Europe/London", readAt: shopify.clock(), rule: GOODS_ALONE };
    for (const [index, processedAt] of instants.entries()) {
      const order = parseOrder(orderNode({ id: index + 1, processedAt, currency: "GBP" }), EMPTY_BASKET, reading);
      await withShop(test.db, shopId, (tx) => saveOrder(tx, shopId, order));
    }
    for (const ianaTimezone of ["Asia/Kolkata", "America/New_York", "Pacific/Auckland"]) {
      becomes({ ianaTimezone });
      await run("refresh-shop");
      expect(await jobs()).toEqual(["move-order-days"]);
      await run("move-order-days");
      expect(await jobs()).toEqual(["move-order-days", "score-shop"]);
      const rows = await withShop(test.db, shopId, (tx) => tx.order.findMany({ where: { shopId } }));
      for (const { processedAt, orderDay } of rows) expect(orderDay).toEqual(dayToDate(localDay(processedAt, ianaTimezone)));
      await emptyQueue(test.owner);
    }
    expect(await imports()).toEqual([]);
  });

  it("to another currency has what counts worked out anew, at which it is in force, and its orders read", async () => {
    becomes({ currency: "EUR" });
    await run("refresh-shop");
    await run("refresh-shop");
    expect(await jobs()).toEqual(["change-currency"]);
    expect(await imports()).toEqual([]);
    const verdicts = () => withShop(test.db, shopId, (tx) => tx.order.groupBy({ by: ["exclusion"], where: { shopId }, orderBy: { exclusion: "asc" } }));
    expect(await verdicts()).toEqual([{ exclusion: null }]);
    await run("change-currency");
    expect(await verdicts()).toEqual([{ exclusion: "other-currency" }]);
    expect(await jobs()).toEqual(["change-currency", "import-orders"]);
    expect(await imports()).toMatchObject([{ status: "requested" }]);
    await emptyQueue(test.owner);
    await run("refresh-shop");
    expect(await jobs()).toEqual([]);
  });

  it("to another currency and back, before that is in force, is as it was", async () => {
    const { currency } = await requireShop(test.db, shopId);
    becomes({ currency: "SEK" });
    await run("refresh-shop");
    becomes({ currency });
    await run("refresh-shop");
    await run("change-currency");
    expect((await requireShop(test.db, shopId)).currency).toBe(currency);
    expect(await imports()).toEqual([]);
  });

  it("to let the app read all orders has them read, in the place of an import that is under way", async () => {
    await requestImport({ db: test.db, clock: () => new Date(shopify.clock().getTime() - 60_000) }, shopId);
    await test.owner.query("UPDATE shops SET scopes = '{read_orders}'");
    await run("refresh-shop");
    expect(await jobs()).toEqual(["import-orders"]);
    expect(await imports()).toMatchObject([{ status: "failed", problem: { code: "settings-changed" } }, { status: "requested" }]);
  });
});
