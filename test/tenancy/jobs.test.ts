import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { PATIENT, shopFlag } from "#app/queue/shop-flag.ts";
import { digestTag } from "#app/tags/digest-tag.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";
import { emptyQueue } from "../support/waiting-jobs.ts";
import { switchToRun } from "../tags/shop-with-scores.ts";
import { addUp } from "../views/scored-shop.ts";
import { addAnotherShop, leavesThemAlone, THEIR_CUSTOMER, THEIR_DOMAIN, THEIR_ORDER } from "./another-shop.ts";

const test = useTestDatabase();
const shopify = useSandbox();
const customerId = String(THEIR_CUSTOMER);
const orderId = String(THEIR_ORDER);
const instant = "2026-11-21T12:00:00.000Z";
const request = { requestId: "a webhook", customerId, orderIds: [orderId] };
let shopId: bigint;

/** Each job of ours with whatever of theirs its payload can name. */
const PAYLOADS: Record<string, object> = {
  "install-shop": {},
  "refresh-shop": {},
  "uninstall-shop": { uninstalledAt: instant },
  "import-orders": {},
  "reconcile-shop": {},
  "ingest-order": { orderId },
  "move-order-days": {},
  "change-currency": {},
  "merge-customers": { fromCustomerId: customerId, toCustomerId: "5" },
  "score-shop": {},
  "store-cohorts": {},
  "store-origins": {},
  "store-overview": {},
  "score-customer": { customerId },
  "write-customers": {},
  "write-customer": { customerId },
  "notice-tag-event": { eventId: "theirs", customerId, change: "removed", digests: [digestTag("clv:value-mid")] },
  "sync-shopify-segments": {},
  "measure-reach": {},
  "fill-customer-file": { fileId: orderId },
  "drop-customer-file": { fileId: orderId },
  "answer-data-request": { ...request, requestedAt: instant },
  "redact-customer": request,
  "redact-shop": { requestedAt: instant },
  "tend-shop": {},
};

const handlers = () => handlersOf(buildTestDeps(test.db, shopify));
const run = (job: string, payload: object = PAYLOADS[job]!, isLast = false) =>
  handlers().find((it) => it.job === job)!.run({ shopId: String(shopId), ...payload }, { isLast });

beforeAll(async () => {
  await addAnotherShop(test.owner);
  shopify.sandbox.store.putShop({ ...shopify.sandbox.store.shop(), currency: "EUR" });
});

beforeEach(async () => {
  await test.owner.query("DELETE FROM shops WHERE domain <> $1", [THEIR_DOMAIN]);
  await emptyQueue(test.owner);
  shopId = await installApp(test, shopify);
  await test.owner.query("UPDATE shops SET currency = 'GBP', time_zone = 'Europe/London' WHERE id = $1", [shopId]);
  await switchToRun(test.db, shopId, [{ customerId: 5n }]);
  const { currentRunId } = await test.db.prisma.shop.findUniqueOrThrow({ where: { id: shopId } });
  await addUp(test.db, { id: shopId, currentRunId: currentRunId! });
});

it("every job is tried", () => {
  expect(handlers().map((it) => it.job).sort()).toEqual(Object.keys(PAYLOADS).sort());
});

describe("a job of one shop that names another's customer or order", () => {
  it.each(Object.keys(PAYLOADS))("leaves the other shop alone: %s", async (job) => {
    await leavesThemAlone(test.owner, () => run(job));
    const { rows } = await test.owner.query("SELECT flags FROM graphile_worker._private_jobs");
    for (const { flags } of rows) expect(Object.keys(flags).filter((it) => it !== PATIENT)).toEqual([shopFlag(String(shopId))]);
  });

  it("does so also where it fails for the last time", async () => {
    await test.owner.query("DELETE FROM shop_sessions WHERE shop_id = $1", [shopId]);
    await leavesThemAlone(test.owner, async () => {
      for (const job of Object.keys(PAYLOADS)) await run(job, PAYLOADS[job], true).catch(() => {});
    });
  });

  it("answers with nothing of theirs", async () => {
    await run("answer-data-request");
    const [answer] = await withShop(test.db, shopId, (tx) => tx.dataRequest.findMany({ where: { shopId } }));
    expect(new Set(Object.values((answer!.answer as { held: object }).held).map(String))).toEqual(new Set([""]));
  });

  it("does reach what is its own: the same customer's number in both shops", async () => {
    await test.owner.query("UPDATE customer_scores SET customer_id = $1 WHERE shop_id = $2", [THEIR_CUSTOMER, shopId]);
    const own = () => withShop(test.db, shopId, (tx) => tx.customerScore.count({ where: { customerId: THEIR_CUSTOMER } }));
    expect(await own()).toBe(1);
    await leavesThemAlone(test.owner, () => run("redact-customer"));
    expect(await own()).toBe(0);
  });
});
