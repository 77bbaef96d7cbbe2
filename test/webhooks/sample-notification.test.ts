import { beforeAll, expect, it } from "vitest";
import { withShop } from "#app/db/with-shop.server.ts";
import { handlersOf } from "#app/job-handlers.server.ts";
import { installApp, useSandbox } from "../support/sandbox.ts";
import { useTestDatabase } from "../support/test-database.ts";
import { buildTestDeps } from "../support/test-deps.ts";
import { emptyQueue, waitingJobs } from "../support/waiting-jobs.ts";
import { openDoor } from "./open-door.ts";
import { signWebhook } from "./sign-webhook.ts";

const door = await openDoor(() => ({ db: test.db, clock: shopify.clock }));
const test = useTestDatabase();
const shopify = useSandbox({ appOrigin: door.origin });
/** As in the payloads that Shopify sends to try an address: an order, a customer. */
const [ORDER, CUSTOMER] = ["820982911946154508", "706405506930370084"];
let shopId: bigint;

beforeAll(async () => {
  shopId = await installApp(test, shopify);
  await test.owner.query("UPDATE shops SET currency = 'GBP', time_zone = 'Europe/London'");
});

/** Sent over HTTP, then worked to its end. */
async function deliver(topic: string, body: string): Promise<{ status: number; jobs: Awaited<ReturnType<typeof waitingJobs>> }> {
  await emptyQueue(test.owner);
  const { headers } = signWebhook({ topic, body, shop: shopify.sandbox.domain });
  const { status } = await fetch(door.origin, { method: "POST", headers, body });
  const jobs = await waitingJobs(test.owner);
  await emptyQueue(test.owner);
  for (const { name, payload } of jobs) await handlersOf(buildTestDeps(test.db, shopify)).find(({ job }) => job === name)!.run(payload, { isLast: true });
  return { status, jobs };
}

it.each([
  ["orders/create", `{"id":${ORDER},"admin_graphql_api_id":"gid://shopify/Order/${ORDER}","customer":{"id":${CUSTOMER}}}`, "ingest-order", { orderId: ORDER }],
  ["orders/delete", `{"id":${ORDER}}`, "ingest-order", { orderId: ORDER }],
  ["refunds/create", `{"id":890088186047892319,"order_id":${ORDER},"admin_graphql_api_id":"gid://shopify/Refund/890088186047892319"}`, "ingest-order", { orderId: ORDER }],
  ["customer.tags_added", `{"customerId":"gid://shopify/Customer/${CUSTOMER}","tags":["x"]}`, "notice-tag-event", { customerId: CUSTOMER }],
  ["customers/redact", `{"shop_domain":"SHOP","customer":{"id":${CUSTOMER}},"orders_to_redact":[${ORDER}]}`, "redact-customer", { customerId: CUSTOMER, orderIds: [ORDER] }],
])("a sample of %s is taken with all its digits, and of something that does not exist nothing comes", async (topic, body, name, ids) => {
  const { status, jobs } = await deliver(topic, body.replace("SHOP", shopify.sandbox.domain));
  expect(status).toBe(200);
  expect(jobs).toMatchObject([{ name, payload: ids }]);
  const held = await withShop(test.db, shopId, async (tx) => [await tx.order.count(), await tx.customerScore.count(), await tx.unreadOrder.count(), await tx.customerWrite.count(), await tx.customerMerge.count()]);
  expect(held).toEqual([0, 0, 0, 0, 0]);
});

it("a sample of customers/merge, which tells of one that failed, is taken, and there is nothing to do", async () => {
  const merge = `{"admin_graphql_api_customer_kept_id":"gid://shopify/Customer/${CUSTOMER}","admin_graphql_api_customer_deleted_id":"gid://shopify/Customer/115310627314723954","admin_graphql_api_job_id":null,"status":"failed","errors":[{"customer_ids":[1],"field":"merge_in_progress","message":"John Doe is currently being merged."}]}`;
  expect(await deliver("customers/merge", merge)).toEqual({ status: 200, jobs: [] });
});
