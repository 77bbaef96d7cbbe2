import { describe, expect, it } from "vitest";
import { answerDataRequestJob, redactCustomerJob, redactShopJob } from "#app/compliance/compliance.job.ts";
import { withShop } from "#app/db/with-shop.server.ts";
import { ingestOrderJob } from "#app/orders/ingest-order.job.ts";
import type { JobDefinition } from "#app/queue/define-job.ts";
import { enqueue } from "#app/queue/enqueue.server.ts";
import { handle } from "#app/queue/handle.ts";
import { startWorker } from "#app/queue/start-worker.server.ts";
import { scoreCustomerJob } from "#app/segments/score-customer.job.ts";
import { captureLog } from "../support/captured-log.ts";
import { eventually } from "../support/eventually.ts";
import { useTestDatabase } from "../support/test-database.ts";

const test = useTestDatabase();
const SHOPS = ["1", "2"];
/** Of each kind and shop, at any moment. */
const WAITING = 10;
/** What was there before, and a few that are in hand or let another shop have its turn. */
const MOST_BEFORE = 2 * SHOPS.length * WAITING + 20;

/** How many live events of two shops are worked before a job of the first one, where each that is worked is followed by another. */
async function eventsBefore<Payload extends { shopId: string }>(job: JobDefinition<Payload>, payload: Payload): Promise<number> {
  let last = 0;
  let worked = 0;
  let workedBefore: number | null = null;
  const orderOf = (shopId: string) => withShop(test.db, 1n, (tx) => enqueue(tx, ingestOrderJob, { shopId, orderId: String((last += 1)) }));
  const customerOf = (shopId: string) => withShop(test.db, 1n, (tx) => enqueue(tx, scoreCustomerJob, { shopId, customerId: String((last += 1)) }));
  const goOn = (addNext: (shopId: string) => Promise<void>) => async ({ shopId }: { shopId: string }) => {
    worked += 1;
    await addNext(shopId);
  };
  const handlers = [
    handle(ingestOrderJob, goOn(orderOf)),
    handle(scoreCustomerJob, goOn(customerOf)),
    handle(job, async () => void (workedBefore ??= worked)),
  ];
  for (let event = 0; event < WAITING; event += 1) for (const shopId of SHOPS) await Promise.all([orderOf(shopId), customerOf(shopId)]);
  await withShop(test.db, 1n, (tx) => enqueue(tx, job, payload));
  const worker = await startWorker({ db: test.db, databaseUrl: test.url, handlers, graceMs: 5000, log: captureLog().log });
  try {
    await eventually(() => workedBefore !== null || worked > 3 * MOST_BEFORE, { seconds: 20 });
  } finally {
    await worker.stop();
    await test.owner.query("DELETE FROM graphile_worker._private_jobs");
  }
  return workedBefore ?? worked;
}

describe("however many live events keep coming, a shop's own among them, it has its turn after those that were there before", () => {
  const request = { shopId: SHOPS[0]!, requestId: "w", customerId: "7", orderIds: [] };
  const requestedAt = "2026-11-21T12:00:00Z";

  it("a data request", async () => {
    expect(await eventsBefore(answerDataRequestJob, { ...request, requestedAt })).toBeLessThanOrEqual(MOST_BEFORE);
  });

  it("the redaction of a customer, which stands in the line of scoring customers", async () => {
    expect(await eventsBefore(redactCustomerJob, request)).toBeLessThanOrEqual(MOST_BEFORE);
  });

  it("the redaction of a shop", async () => {
    expect(await eventsBefore(redactShopJob, { shopId: SHOPS[0]!, requestedAt })).toBeLessThanOrEqual(MOST_BEFORE);
  });
});
